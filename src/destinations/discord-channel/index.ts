import { messageLimits } from '../../discord/limits.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import { editBody } from '../../discord/traffic/edit-body.ts';
import type { LimitKeys } from '../../discord/traffic/rate-limiter.ts';
import { Traffic } from '../../discord/traffic/traffic.ts';
import type { Destination, DestinationSettings } from '../../model/destination.ts';
import type {
  AcceptedSettings,
  CheckResult,
  CreateKind,
  DestinationKind,
  KindDeps,
  LaneItem,
  Limiter,
  RenderOptions,
} from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import type { Rendered } from '../../model/message.ts';
import type { Outcome } from '../../model/outcome.ts';
import { BotToken } from './bot-token.ts';
import { channelErrorCodes } from './error-codes.ts';
import { readChannel } from './read-channel.ts';
import { renderForChannel } from './render-for-channel.ts';

const idForm = 'expected the id of a channel, 17 to 20 digits: right-click it in Discord, Copy Channel ID';

/** Delivers to a channel of Discord as a bot, for those who have no webhook there. */
class DiscordChannel implements DestinationKind {
  readonly kind = 'discord-channel';
  readonly title = 'Discord channel';
  readonly format = 'discord';
  readonly isOrdered = true;
  readonly isEditable = true;
  readonly maxPack = messageLimits.embeds;
  readonly limiter: Limiter;
  readonly #deps: KindDeps;
  readonly #traffic: Traffic;
  readonly #token: BotToken;

  constructor(deps: KindDeps) {
    this.#deps = deps;
    this.#traffic = new Traffic(deps, {
      // A bot's limit in a channel is told by its answers; the hidden one is that of webhooks.
      limits: { channel: undefined, global: deps.discord.globalLimit },
      bucketName: 'channel',
      keysOf,
      codes: channelErrorCodes,
      interpret: (outcome) => this.#interpret(outcome),
    });
    this.#token = new BotToken({
      clock: deps.clock,
      token: deps.discord.botToken,
      ask: (signal) => this.#traffic.request('token', { ...this.#to('/users/@me'), method: 'GET' }, signal),
    });
    this.limiter = tokenLimiter(this.#traffic, this.#token);
  }

  get inFlight(): number {
    return this.#traffic.inFlight;
  }

  accept(settings: DestinationSettings): AcceptedSettings {
    const id = typeof settings['channel_id'] === 'string' ? settings['channel_id'].trim() : '';
    if (!isSnowflake(id)) {
      throw new CrierError('invalid_destination', 'That is not the id of a Discord channel.', {
        errors: [{ path: 'channel', message: idForm }],
      });
    }
    return { settings: { channel_id: id }, identity: id, label: `channel …${id.slice(-4)}` };
  }

  obstacle(): string | undefined {
    return this.#token.problem();
  }

  render(items: readonly LaneItem[], options: RenderOptions, destination: Destination): Rendered {
    return renderForChannel(items, options, channelOf(destination));
  }

  /** A thread that a sender names is left out: what a token opens is more than the channel of a webhook. */
  send({ body, files, target }: Rendered, destination: Destination): Promise<Outcome> {
    const path = `/channels/${channelOf(destination)}/messages`;
    const request =
      target === undefined
        ? { ...this.#to(path), body, files }
        : { ...this.#to(`${path}/${encodeURIComponent(target.edit)}`), body: editBody(body), files };
    return this.#traffic.send(destination, request, target);
  }

  async check(destination: Destination, signal: AbortSignal): Promise<CheckResult> {
    const problem = this.#token.problem();
    if (problem !== undefined) return { result: 'unknown', reason: problem };
    const channelId = channelOf(destination);
    return this.#traffic.check(destination, this.#to(`/channels/${channelId}`), signal, (body) =>
      readChannel(channelId, body, this.#deps.clock.now()),
    );
  }

  close(): Promise<void> {
    return this.#traffic.close();
  }

  #to(path: string): { url: string; authorization: string } {
    const { apiBase, botToken } = this.#deps.discord;
    return { url: `${apiBase}${path}`, authorization: `Bot ${botToken}` };
  }

  /** 401 says nothing of the channel: it is the token that is wrong, and all that goes by it waits. */
  #interpret(outcome: Outcome): Outcome {
    const { statusCode } = outcome;
    if (statusCode === 401) {
      this.#token.markRefused();
      return { ...outcome, kind: 'retry', reason: this.#token.problem() ?? '' };
    }
    if (statusCode !== undefined && statusCode < 500 && statusCode !== 429) this.#token.markTaken();
    return outcome;
  }
}

/** The settings as `accept` made them. */
function channelOf({ settings }: Destination): string {
  return String(settings['channel_id']);
}

/** Discord counts a bot's messages by channel (Rate Limits: "top-level resources"), whatever store they are of. */
function keysOf(destination: Destination): LimitKeys {
  return { bucket: channelOf(destination), channel: undefined };
}

/** The limits of a bot: what goes by a token that Discord refuses waits first. */
function tokenLimiter(traffic: Traffic, token: BotToken): Limiter {
  return {
    async enter(destination, signal, target) {
      return (await token.ready(signal)) && traffic.enter(destination, signal, target);
    },
    leave: (destination) => traffic.leave(destination),
    use(destination) {
      const cause = token.problem();
      if (cause !== undefined) return { used: 0, text: '', closedForMs: token.waitMs(), cause };
      return traffic.use(destination);
    },
    recall: (destination, agoMs) => traffic.recall(destination, agoMs),
  };
}

export default ((deps) => new DiscordChannel(deps)) satisfies CreateKind;
