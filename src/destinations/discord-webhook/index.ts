import { messageLimits } from '../../discord/limits.ts';
import { editBody } from '../../discord/traffic/edit-body.ts';
import { chosenPlaceErrorCodes, unnamedPlaceErrorCodes } from '../../discord/traffic/error-codes.ts';
import type { LimitKeys } from '../../discord/traffic/rate-limiter.ts';
import { readJson } from '../../discord/traffic/read-json.ts';
import { Traffic } from '../../discord/traffic/traffic.ts';
import { maskedWebhook, parseWebhookUrl, type Webhook, webhookApiUrl } from '../../discord/webhook-url.ts';
import type { Destination, DestinationSettings } from '../../model/destination.ts';
import type {
  AcceptedSettings,
  CheckResult,
  CreateKind,
  DestinationKind,
  EditResult,
  KindDeps,
  LaneItem,
  RenderOptions,
} from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import type { MessageEdit, Rendered } from '../../model/message.ts';
import type { OmittablePart, Outcome } from '../../model/outcome.ts';
import { renderMessage } from '../_message/render-message.ts';
import { validEdit } from '../_message/valid-edit.ts';
import { readWebhook } from './read-webhook.ts';

/** Delivers to a channel of Discord through its webhook. */
class DiscordWebhook implements DestinationKind {
  readonly kind = 'discord-webhook';
  readonly title = 'Discord webhook';
  readonly format = 'discord';
  readonly isOrdered = true;
  readonly isEditable = true;
  readonly maxPack = messageLimits.embeds;
  readonly limiter: Traffic;
  readonly #deps: KindDeps;
  /** Learned from answers, before or instead of a check: webhook id → channel id. */
  readonly #channels = new Map<string, string>();

  constructor(deps: KindDeps) {
    this.#deps = deps;
    const { channelLimit, globalLimit } = deps.discord;
    this.limiter = new Traffic(deps, {
      limits: { channel: channelLimit, global: globalLimit },
      bucketName: 'webhook',
      keysOf: (destination) => this.#keysOf(destination),
    });
  }

  get inFlight(): number {
    return this.limiter.inFlight;
  }

  accept(settings: DestinationSettings): AcceptedSettings {
    const parsed = parseWebhookUrl(String(settings['url'] ?? ''), this.#deps.discord.apiBase);
    if (!parsed.ok) {
      throw new CrierError('invalid_destination', `That is not a Discord webhook URL: ${parsed.problem}`, {
        errors: [{ path: 'webhook', message: parsed.problem }],
      });
    }
    const { id, token, threadId } = parsed.webhook;
    return {
      settings: { id, token, ...(threadId === undefined ? {} : { thread_id: threadId }) },
      identity: [id, token, threadId ?? ''].join('/'),
      label: maskedWebhook(parsed.webhook),
    };
  }

  render(items: readonly LaneItem[], options: RenderOptions, destination: Destination): Rendered {
    const { threadId } = webhookOf(destination);
    return renderMessage(
      items,
      threadId === undefined ? options : { ...options, omit: options.omit.union(threadName) },
    );
  }

  async send({ body, files, threadId, mayNameThread, target }: Rendered, destination: Destination): Promise<Outcome> {
    const thread_id = threadId ?? webhookOf(destination).threadId;
    const request =
      target === undefined
        ? {
            // With wait=false Discord answers 204 also for what it does not save (Webhook Resource, "Execute Webhook").
            url: this.#url(destination, '', { wait: 'true', ...withComponents, thread_id }),
            body,
            files,
            codes:
              threadId !== undefined || isPost(body)
                ? chosenPlaceErrorCodes
                : mayNameThread && thread_id === undefined
                  ? unnamedPlaceErrorCodes
                  : undefined,
          }
        : {
            url: this.#url(destination, pathOf(target.edit), { ...withComponents, thread_id }),
            body: editBody(body),
            files,
          };
    const outcome = await this.limiter.send(destination, request, target);
    if (threadId === undefined && !isPost(body)) this.#learnChannel(outcome, destination);
    return outcome;
  }

  check(destination: Destination, signal: AbortSignal): Promise<CheckResult> {
    return this.limiter.check(destination, { url: this.#url(destination) }, signal, (body) =>
      readWebhook(body, this.#deps.clock.now()),
    );
  }

  async edit(destination: Destination, edit: MessageEdit, signal: AbortSignal): Promise<EditResult> {
    const { method, messageId, threadId: thread_id = webhookOf(destination).threadId, files = [] } = edit;
    const query = { ...(method === 'PATCH' && withComponents), thread_id };
    const url = this.#url(destination, pathOf(messageId), query);
    const body = edit.body === undefined ? undefined : validEdit(edit.body, files.length);
    const result = await this.limiter.edit(destination, { method, url, body, files }, signal);
    if (result === undefined) return { outcome: { kind: 'retry', reason: 'the limits did not let it out in time' } };
    const { outcome, answer } = result;
    const said = readJson(answer?.body ?? '');
    if (outcome.kind !== 'rate_limited') return { outcome, body: said };
    // A wait that is not believed here is not passed on to the sender either.
    return { outcome, body: { ...Object(said), retry_after: outcome.afterMs / 1_000 } };
  }

  close(): Promise<void> {
    return this.limiter.close();
  }

  #keysOf(destination: Destination): LimitKeys {
    const bucket = webhookOf(destination).id;
    return { bucket, channel: destination.facts.channelId ?? this.#channels.get(bucket) };
  }

  #url(destination: Destination, path = '', query: Readonly<Record<string, string | undefined>> = {}): string {
    const url = `${webhookApiUrl(webhookOf(destination), this.#deps.discord.apiBase)}${path}`;
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`));
    return given.length === 0 ? url : `${url}?${given.join('&')}`;
  }

  /** A thread is no channel of the webhook's. */
  #learnChannel(outcome: Outcome, destination: Destination): void {
    if (outcome.kind !== 'delivered' || outcome.channelId === undefined) return;
    const { bucket, channel } = this.#keysOf(destination);
    if (channel !== undefined || webhookOf(destination).threadId !== undefined) return;
    this.#channels.set(bucket, outcome.channelId);
    this.limiter.remember(outcome.channelId);
  }
}

/** Without it Discord drops link buttons without a word (Discord: Webhook Resource, "Execute", "Edit Webhook Message"). */
const withComponents = { with_components: 'true' };

/** A destination that is a thread itself takes no new one. */
const threadName: ReadonlySet<OmittablePart> = new Set(['thread']);

/** True for a message that opens a post of a forum. */
function isPost(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'thread_name' in body;
}

function pathOf(messageId: string): string {
  return `/messages/${encodeURIComponent(messageId)}`;
}

/** The settings as `accept` made them. */
function webhookOf({ settings }: Destination): Webhook {
  const threadId = settings['thread_id'];
  return {
    id: String(settings['id']),
    token: String(settings['token']),
    threadId: threadId === undefined ? undefined : String(threadId),
  };
}

export default ((deps) => new DiscordWebhook(deps)) satisfies CreateKind;
