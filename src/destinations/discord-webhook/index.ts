import { maskedWebhook, parseWebhookUrl, type Webhook, webhookApiUrl } from '../../lib/webhook-url.ts';
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
import { Gates, type Passage } from '../_discord/gates.ts';
import { DiscordHttp, type Exchange } from '../_discord/http.ts';
import { readAnswer } from '../_discord/read-answer.ts';
import { mendEdit } from '../_discord/relayed.ts';
import { renderMessage } from '../_discord/render.ts';
import { readWebhook } from './read-webhook.ts';

/** Discord: Message Resource, "Message Limits": 10 embeds, each of them one event. */
const maxPack = 10;

/** Discord: Rate Limits advises no figure; a little more than told keeps rounding from biting. */
const jitterMs = 250;

const firstBlockMs = 5 * 60_000;
const longestBlockMs = 60 * 60_000;

/** Delivers to a channel of Discord through its webhook. */
class DiscordWebhook implements DestinationKind {
  readonly kind = 'discord-webhook';
  readonly title = 'Discord webhook';
  readonly format = 'discord';
  readonly isOrdered = true;
  readonly maxPack = maxPack;
  readonly #deps: KindDeps;
  readonly #gates: Gates;
  readonly #http: DiscordHttp;
  readonly #passages = new Map<string, Passage>();
  /** Learned from answers, before or instead of a check: webhook id → channel id. */
  readonly #channels = new Map<string, string>();
  #blocks = 0;

  constructor(deps: KindDeps) {
    this.#deps = deps;
    this.#gates = new Gates(deps.clock, { channel: deps.discord.channelLimit, global: deps.discord.globalLimit });
    this.#http = new DiscordHttp(deps.clock, deps.version);
  }

  get inFlight(): number {
    return this.#http.inFlight;
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

  async enter(destination: Destination, signal: AbortSignal): Promise<boolean> {
    const passage = this.#passage(destination);
    if (!(await this.#gates.enter(passage, signal))) return false;
    this.#passages.set(destination.id, passage);
    return true;
  }

  leave(destination: Destination): void {
    this.#end(destination, undefined, false);
  }

  render = renderMessage;

  async send(rendered: Rendered, destination: Destination): Promise<Outcome> {
    const exchange = await this.#http.exchange({
      method: 'POST',
      url: this.#url(destination, true, rendered.threadId),
      body: rendered.body,
      files: rendered.files,
    });
    const outcome = this.#outcomeOf(exchange);
    this.#end(destination, exchange, exchange.kind !== 'not sent');
    this.#learn(outcome, destination);
    if (outcome.kind !== 'delivered') return outcome;
    return { ...outcome, messageUrl: messageUrl(outcome, destination), limit: this.#newLimit(destination) };
  }

  async check(destination: Destination, signal: AbortSignal): Promise<CheckResult> {
    const passage = { webhook: `check ${webhookOf(destination).id}`, channel: undefined };
    if (!(await this.#gates.enter(passage, signal))) return { result: 'unknown', reason: 'stopping' };
    const exchange = await this.#http.exchange({ method: 'GET', url: this.#url(destination, false) }, signal);
    this.#gates.leave(passage, exchange.kind === 'answered' ? exchange.answer.headers : undefined);
    if (exchange.kind !== 'answered') return { result: 'unknown', reason: exchange.reason };
    const outcome = readAnswer(exchange.answer, this.#blockMs());
    this.#learn(outcome, destination);
    if (outcome.kind === 'delivered') return readWebhook(exchange.answer.body, this.#deps.clock.now());
    if (outcome.kind === 'gone') return { result: 'bad', reason: outcome.reason, code: outcome.code };
    return { result: 'unknown', reason: outcome.reason };
  }

  async editMessage(destination: Destination, edit: MessageEdit, signal: AbortSignal) {
    const { id, token, threadId: own } = webhookOf(destination);
    const passage = { webhook: `edit ${id}`, channel: undefined };
    if (!(await this.#gates.enter(passage, signal))) return { status: 504 };
    const threadId = edit.threadId ?? own;
    const query = threadId === undefined ? '' : `?thread_id=${threadId}`;
    const url = `${webhookApiUrl({ id, token }, this.#deps.discord.apiBase)}/messages/${edit.messageId}${query}`;
    const body = edit.body === undefined ? undefined : mendEdit(edit.body);
    const exchange = await this.#http.exchange({ method: edit.method, url, body }, signal);
    this.#gates.leave(passage, exchange.kind === 'answered' ? exchange.answer.headers : undefined);
    if (exchange.kind !== 'answered') return { status: 504 };
    const { status, body: text } = exchange.answer;
    this.#learn(readAnswer(exchange.answer, this.#blockMs()), destination);
    return { status, body: readJson(text) };
  }

  limitUse(destination: Destination): LimitUse {
    const { parts, closedForMs, cause } = this.#gates.use(this.#passage(destination));
    const invalid = this.#gates.invalid.isSlow()
      ? [`slowed down: ${this.#gates.invalid.count()} bad answers in 10 min, Discord bans at 10000`]
      : [];
    return {
      used: Math.max(0, ...parts.map(({ used, limit }) => used / limit)),
      text: [...parts.map(({ name, used, limit }) => `${name} ${used} of ${limit}`), ...invalid].join(', '),
      closedForMs,
      ...(cause === undefined ? {} : { cause }),
    };
  }

  recall(destination: Destination, agoMs: number): void {
    this.#gates.recall(this.#passage(destination), agoMs, destination.facts.limit);
  }

  close(): Promise<void> {
    return this.#http.close();
  }

  #passage(destination: Destination): Passage {
    const webhook = webhookOf(destination).id;
    return { webhook, channel: destination.facts.channelId ?? this.#channels.get(webhook) };
  }

  #url(destination: Destination, isPost: boolean, thread?: string): string {
    const { id, token, threadId: own } = webhookOf(destination);
    const threadId = thread ?? own;
    const url = webhookApiUrl({ id, token }, this.#deps.discord.apiBase);
    if (!isPost) return url;
    // With wait=false Discord answers 204 also for what it does not save (Discord: Webhook Resource, "Execute Webhook").
    // Without with_components Discord drops link buttons without a word (Webhook Resource, "Execute Webhook").
    return `${url}?wait=true&with_components=true${threadId === undefined ? '' : `&thread_id=${threadId}`}`;
  }

  #outcomeOf(exchange: Exchange): Outcome {
    if (exchange.kind === 'not sent') return { kind: 'retry', reason: exchange.reason };
    if (exchange.kind === 'no answer') return { kind: 'uncertain', reason: exchange.reason };
    const outcome = readAnswer(exchange.answer, this.#blockMs());
    // 404 without a code of Discord's own comes from something in between, which says nothing of the webhook.
    if (outcome.kind === 'gone' && outcome.statusCode === 404 && outcome.code === undefined) {
      return { ...outcome, kind: 'retry' };
    }
    return outcome;
  }

  #end(destination: Destination, exchange: Exchange | undefined, counts: boolean): void {
    const passage = this.#passages.get(destination.id);
    if (passage === undefined) return;
    this.#passages.delete(destination.id);
    this.#gates.leave(passage, exchange?.kind === 'answered' ? exchange.answer.headers : undefined, counts);
  }

  /** Turns what an answer told into closed gates. */
  #learn(outcome: Outcome, destination: Destination): void {
    const { webhook, channel } = this.#passage(destination);
    const isInvalid = outcome.statusCode === 401 || outcome.statusCode === 403 || outcome.statusCode === 429;
    if (isInvalid && !(outcome.kind === 'rate_limited' && outcome.scope === 'shared')) this.#gates.invalid.add();
    if (outcome.kind === 'delivered') {
      this.#blocks = 0;
      const { channelId } = outcome;
      const isThread = webhookOf(destination).threadId !== undefined;
      if (channel === undefined && channelId !== undefined && !isThread) {
        this.#channels.set(webhook, channelId);
        this.#gates.remember(channelId, 0);
      }
    }
    if (outcome.kind !== 'rate_limited') return;
    const delayMs = outcome.afterMs + jitterMs * this.#deps.random();
    if (outcome.scope === 'cloudflare') this.#blocks += 1;
    if (outcome.scope === 'cloudflare' || outcome.scope === 'global') this.#gates.closeAll(delayMs, outcome.reason);
    else if (outcome.scope === 'shared' && channel !== undefined) {
      this.#gates.closeChannel(channel, delayMs, outcome.reason);
    } else this.#gates.closeWebhook(webhook, delayMs, outcome.reason);
  }

  /** The webhook's limit, where it differs from the one that is kept: after a restart it is needed at once. */
  #newLimit(destination: Destination): { count: number; windowMs: number } | undefined {
    const { facts } = destination;
    const limit = this.#gates.webhook(webhookOf(destination).id).limit();
    if (limit === undefined || facts.limit?.count !== limit.count) return limit;
    const isAlike = Math.abs(facts.limit.windowMs - limit.windowMs) <= facts.limit.windowMs / 4;
    return isAlike ? undefined : limit;
  }

  #blockMs(): number {
    return Math.min(longestBlockMs, firstBlockMs * 2 ** this.#blocks);
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

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageUrl(outcome: Extract<Outcome, { kind: 'delivered' }>, { facts }: Destination): string | undefined {
  const channel = outcome.channelId ?? facts.channelId;
  if (facts.guildId === undefined || channel === undefined || outcome.messageId === undefined) return undefined;
  return `https://discord.com/channels/${facts.guildId}/${channel}/${outcome.messageId}`;
}

export default ((deps) => new DiscordWebhook(deps)) satisfies CreateKind;
