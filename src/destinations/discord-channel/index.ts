import { messageLimits } from '../../discord/limits.ts';
import { isSnowflake } from '../../discord/snowflake.ts';
import type {
  CheckResult,
  CreateKind,
  Destination,
  DestinationKind,
  DestinationSettings,
  KindDeps,
  LaneItem,
  LimitUse,
  Rendered,
  RenderOptions,
} from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Passage } from '../_discord/gates.ts';
import { Traffic } from '../_discord/traffic.ts';
import { BotToken } from './bot-token.ts';
import { channelErrorCodes } from './error-codes.ts';
import { readChannel } from './read-channel.ts';
import { renderForChannel } from './render.ts';

const idForm = 'expected the id of a channel, 17 to 20 digits: right-click it in Discord, Copy Channel ID';

/** Delivers to a channel of Discord as a bot, for those who have no webhook there. */
class DiscordChannel implements DestinationKind {
  readonly kind = 'discord-channel';
  readonly title = 'Discord channel';
  readonly format = 'discord';
  readonly isOrdered = true;
  readonly maxPack = messageLimits.embeds;
  readonly #deps: KindDeps;
  readonly #traffic: Traffic;
  readonly #token: BotToken;

  constructor(deps: KindDeps) {
    this.#deps = deps;
    this.#traffic = new Traffic(deps, {
      // A bot's limit in a channel is told by its answers; the hidden one is that of webhooks.
      limits: { channel: undefined, global: deps.discord.globalLimit },
      gateName: 'channel',
      codes: channelErrorCodes,
      interpret: (outcome) => this.#interpret(outcome),
    });
    this.#token = new BotToken({
      clock: deps.clock,
      token: deps.discord.botToken,
      ask: (signal) => this.#traffic.ask('token', { webhook: '', channel: undefined }, this.#get('/users/@me'), signal),
    });
  }

  get inFlight(): number {
    return this.#traffic.inFlight;
  }

  accept(settings: DestinationSettings) {
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

  async enter(destination: Destination, signal: AbortSignal): Promise<boolean> {
    if (!(await this.#token.ready(signal))) return false;
    return this.#traffic.enter(destination, passageOf(destination), signal);
  }

  leave(destination: Destination): void {
    this.#traffic.leave(destination);
  }

  render(items: readonly LaneItem[], options: RenderOptions, destination: Destination): Rendered {
    return renderForChannel(items, options, channelOf(destination));
  }

  /** A thread that a sender names is left out: what a token opens is more than the channel of a webhook. */
  send({ body, files }: Rendered, destination: Destination): Promise<Outcome> {
    const { url, authorization } = this.#get(`/channels/${channelOf(destination)}/messages`);
    return this.#traffic.send(destination, passageOf(destination), { url, authorization, body, files });
  }

  async check(destination: Destination, signal: AbortSignal): Promise<CheckResult> {
    const problem = this.#token.problem();
    if (problem !== undefined) return { result: 'unknown', reason: problem };
    const channelId = channelOf(destination);
    return this.#traffic.check(passageOf(destination), this.#get(`/channels/${channelId}`), signal, (body) =>
      readChannel(channelId, body, this.#deps.clock.now()),
    );
  }

  limitUse(destination: Destination): LimitUse {
    const cause = this.#token.problem();
    if (cause !== undefined) return { used: 0, text: '', closedForMs: this.#token.waitMs(), cause };
    return this.#traffic.use(passageOf(destination));
  }

  recall(destination: Destination, agoMs: number): void {
    this.#traffic.recall(destination, passageOf(destination), agoMs);
  }

  close(): Promise<void> {
    return this.#traffic.close();
  }

  #get(path: string) {
    const { apiBase, botToken } = this.#deps.discord;
    return { method: 'GET' as const, url: `${apiBase}${path}`, authorization: `Bot ${botToken}` };
  }

  /** 401 says nothing of the channel: it is the token that is wrong, and all that goes by it waits. */
  #interpret(outcome: Outcome): Outcome {
    const { statusCode } = outcome;
    if (statusCode === 401) {
      this.#token.tellRefused();
      return { ...outcome, kind: 'retry', reason: this.#token.problem() ?? '' };
    }
    if (statusCode !== undefined && statusCode < 500 && statusCode !== 429) this.#token.tellTaken();
    return outcome;
  }
}

/** The settings as `accept` made them. */
function channelOf({ settings }: Destination): string {
  return String(settings['channel_id']);
}

/** Discord counts a bot's messages by channel (Rate Limits: "top-level resources"), whatever store they are of. */
function passageOf(destination: Destination): Passage {
  return { webhook: channelOf(destination), channel: undefined };
}

export default ((deps) => new DiscordChannel(deps)) satisfies CreateKind;
