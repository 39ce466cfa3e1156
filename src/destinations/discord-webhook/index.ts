import { messageLimits } from '../../discord/limits.ts';
import { maskedWebhook, parseWebhookUrl, type Webhook, webhookApiUrl } from '../../discord/webhook-url.ts';
import type {
  CheckResult,
  CreateKind,
  Destination,
  DestinationKind,
  DestinationSettings,
  KindDeps,
  LimitUse,
  MessageEdit,
  Rendered,
} from '../../model/destination.ts';
import { CrierError } from '../../model/errors.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Passage } from '../_discord/gates.ts';
import { readJson } from '../_discord/read-json.ts';
import { Traffic } from '../_discord/traffic.ts';
import { mendEdit } from '../_message/relayed-message.ts';
import { renderMessage } from '../_message/render-message.ts';
import { readWebhook } from './read-webhook.ts';

/** Delivers to a channel of Discord through its webhook. */
class DiscordWebhook implements DestinationKind {
  readonly kind = 'discord-webhook';
  readonly title = 'Discord webhook';
  readonly format = 'discord';
  readonly isOrdered = true;
  readonly maxPack = messageLimits.embeds;
  readonly #deps: KindDeps;
  readonly #traffic: Traffic;
  /** Learned from answers, before or instead of a check: webhook id → channel id. */
  readonly #channels = new Map<string, string>();

  constructor(deps: KindDeps) {
    this.#deps = deps;
    const { channelLimit, globalLimit } = deps.discord;
    this.#traffic = new Traffic(deps, { limits: { channel: channelLimit, global: globalLimit }, gateName: 'webhook' });
  }

  get inFlight(): number {
    return this.#traffic.inFlight;
  }

  accept(settings: DestinationSettings) {
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

  enter(destination: Destination, signal: AbortSignal): Promise<boolean> {
    return this.#traffic.enter(destination, this.#passage(destination), signal);
  }

  leave(destination: Destination): void {
    this.#traffic.leave(destination);
  }

  render = renderMessage;

  async send({ body, files, threadId }: Rendered, destination: Destination): Promise<Outcome> {
    const passage = this.#passage(destination);
    const thread = threadId ?? webhookOf(destination).threadId;
    // With wait=false Discord answers 204 also for what it does not save (Discord: Webhook Resource, "Execute Webhook").
    // Without with_components Discord drops link buttons without a word (Webhook Resource, "Execute Webhook").
    const query = `?wait=true&with_components=true${thread === undefined ? '' : `&thread_id=${thread}`}`;
    const outcome = await this.#traffic.send(destination, passage, {
      url: `${this.#url(destination)}${query}`,
      body,
      files,
    });
    this.#learnChannel(outcome, destination, passage);
    return outcome;
  }

  check(destination: Destination, signal: AbortSignal): Promise<CheckResult> {
    const request = { url: this.#url(destination) };
    return this.#traffic.check(this.#passage(destination), request, signal, (body) =>
      readWebhook(body, this.#deps.clock.now()),
    );
  }

  async editMessage(destination: Destination, edit: MessageEdit, signal: AbortSignal) {
    const { method, messageId } = edit;
    const threadId = edit.threadId ?? webhookOf(destination).threadId;
    const query = threadId === undefined ? '' : `?thread_id=${threadId}`;
    const url = `${this.#url(destination)}/messages/${messageId}${query}`;
    const body = edit.body === undefined ? undefined : mendEdit(edit.body);
    const asked = await this.#traffic.ask('edit', this.#passage(destination), { method, url, body }, signal);
    if (asked?.answer === undefined) return { status: 504 };
    return { status: asked.answer.status, body: readJson(asked.answer.body) };
  }

  limitUse(destination: Destination): LimitUse {
    return this.#traffic.use(this.#passage(destination));
  }

  recall(destination: Destination, agoMs: number): void {
    this.#traffic.recall(destination, this.#passage(destination), agoMs);
  }

  close(): Promise<void> {
    return this.#traffic.close();
  }

  #passage(destination: Destination): Passage {
    const webhook = webhookOf(destination).id;
    return { webhook, channel: destination.facts.channelId ?? this.#channels.get(webhook) };
  }

  #url(destination: Destination): string {
    return webhookApiUrl(webhookOf(destination), this.#deps.discord.apiBase);
  }

  /** A thread is no channel of the webhook's. */
  #learnChannel(outcome: Outcome, destination: Destination, { webhook, channel }: Passage): void {
    if (outcome.kind !== 'delivered' || outcome.channelId === undefined || channel !== undefined) return;
    if (webhookOf(destination).threadId !== undefined) return;
    this.#channels.set(webhook, outcome.channelId);
    this.#traffic.remember(outcome.channelId);
  }
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
