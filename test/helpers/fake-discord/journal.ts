import type { BotViolation } from './bot/violations.ts';
import type { Call, Route } from './call.ts';
import type { JsonObject } from './json.ts';
import { type Mentions, mentionsOf, notifiesAnyone } from './mentions.ts';
import type { SavedMessage } from './message.ts';
import type { Reply, Scope } from './reply.ts';

/** A request and what came of it. */
export interface RecordedRequest {
  method: string;
  route: Route;
  version: number;
  webhookId: string | undefined;
  /** When it came; milliseconds since the epoch, by the fake's clock. */
  at: number;
  /** Undefined where no answer went out. */
  status: number | undefined;
  /** Discord's error code. */
  code: number | undefined;
  /** Of a 429 by Discord; a 429 without one is Cloudflare's. */
  scope: Scope | undefined;
  /** Whether a message was saved or changed by it. */
  wasRecorded: boolean;
  messageId: string | undefined;
}

/** Whom a message notified. */
export interface Ping extends Mentions {
  messageId: string;
}

/**
 * Allowed by Discord and yet unwise: no `allowed_mentions` (players can ping), no `wait=true` (losses stay unseen),
 * no version in the path (v6), a request to a webhook that was answered 404 10015 or 401 before (discord.md 1.3, 1.5,
 * 1.1, 1.9).
 */
export type Violation = 'no_allowed_mentions' | 'no_wait' | 'unversioned' | 'used_after_gone';

export interface RecordedViolation {
  rule: Violation | BotViolation;
  webhookId: string | undefined;
  /** What exactly, where the bot did it. */
  detail?: string;
}

/** Kept even where nothing else is. */
export interface Totals {
  requests: number;
  /** Messages saved. */
  messages: number;
  /** Embeds in them. */
  embeds: number;
  byStatus: Map<number, number>;
}

type RequestFilter = Partial<Omit<RecordedRequest, 'at'>>;

interface Events {
  /** A request has come in; the number now in flight. */
  arrival: number;
  /** A request is settled: answered, cut or left hanging. */
  request: RecordedRequest;
  /** A message was saved or changed. */
  message: SavedMessage;
}

type Listeners = { [Name in keyof Events]: Set<(event: Events[Name]) => void> };

/** Remembers what happened, and tells those who listen. */
export class Journal {
  readonly requests: RecordedRequest[] = [];
  readonly pings: Ping[] = [];
  readonly violations: RecordedViolation[] = [];
  readonly rateLimited: Record<Scope | 'cloudflare', number> = { user: 0, shared: 0, global: 0, cloudflare: 0 };
  readonly totals: Totals = { requests: 0, messages: 0, embeds: 0, byStatus: new Map() };
  /** What counts towards a ban of the address: 401, 403, and 429 unless shared (Discord: Rate Limits). */
  invalidRequests = 0;
  inFlight = 0;
  mostInFlight = 0;
  readonly #record: boolean;
  readonly #gone = new Set<string>();
  readonly #listeners: Listeners = { arrival: new Set(), request: new Set(), message: new Set() };

  constructor(record: boolean) {
    this.#record = record;
  }

  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
    this.#listeners[name].add(listener);
    return () => this.#listeners[name].delete(listener);
  }

  arrived(): void {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    this.#tell('arrival', this.inFlight);
  }

  left(): void {
    this.inFlight -= 1;
  }

  /** Before the call is treated. */
  check(call: Call, body: JsonObject | undefined): void {
    if (!this.#record || call.webhookId === undefined) return;
    const { webhookId } = call;
    const isPost = call.method === 'POST';
    if (call.unversioned) this.violations.push({ rule: 'unversioned', webhookId });
    if (this.#gone.has(webhookId)) this.violations.push({ rule: 'used_after_gone', webhookId });
    if (isPost && call.query.get('wait') !== 'true') this.violations.push({ rule: 'no_wait', webhookId });
    const isMessage = isPost || call.route.endsWith('{message}');
    if (isMessage && body && body['allowed_mentions'] === undefined) {
      this.violations.push({ rule: 'no_allowed_mentions', webhookId });
    }
  }

  /** What the bot did wrong. */
  note(rule: BotViolation, detail: string): void {
    if (this.#record) this.violations.push({ rule, webhookId: undefined, detail });
  }

  saved(message: SavedMessage, call: Call): void {
    if (call.method === 'POST') {
      this.totals.messages += 1;
      const embeds = message.body['embeds'];
      if (Array.isArray(embeds)) this.totals.embeds += embeds.length;
      if (this.#record) {
        const mentions = mentionsOf(message.body);
        if (notifiesAnyone(mentions)) this.pings.push({ messageId: message.id, ...mentions });
      }
    }
    this.#tell('message', message);
  }

  /** `reply` is undefined where none goes out. */
  settled(call: Call, at: number, reply: Reply | undefined, message: SavedMessage | undefined): void {
    const body = typeof reply?.body === 'object' ? reply.body : undefined;
    const code = typeof body?.['code'] === 'number' ? body['code'] : undefined;
    const status = reply?.status;
    this.totals.requests += 1;
    if (status !== undefined) this.totals.byStatus.set(status, (this.totals.byStatus.get(status) ?? 0) + 1);
    if (status === 429) this.rateLimited[reply?.scope ?? 'cloudflare'] += 1;
    if (status === 401 || status === 403 || (status === 429 && reply?.scope !== 'shared')) this.invalidRequests += 1;
    if (call.webhookId !== undefined && (code === 10015 || code === 50027)) this.#gone.add(call.webhookId);

    const request: RecordedRequest = {
      method: call.method,
      route: call.route,
      version: call.version,
      webhookId: call.webhookId,
      at,
      status,
      code,
      scope: reply?.scope,
      wasRecorded: message !== undefined,
      messageId: message?.id,
    };
    if (this.#record) this.requests.push(request);
    this.#tell('request', request);
  }

  count(filter: RequestFilter): number {
    const wanted = Object.entries(filter);
    return this.requests.filter((request) => {
      const facts: Record<string, unknown> = { ...request };
      return wanted.every(([key, value]) => facts[key] === value);
    }).length;
  }

  /**
   * Waits until `predicate` holds; asks it now, after whatever happens here, and often in between.
   * @throws after `timeoutMs` of real time, because the injected clock may stand still.
   */
  waitFor(predicate: () => boolean, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        clearInterval(poll);
        for (const off of offs) off();
        settle();
      };
      const ask = () => {
        if (predicate()) end(resolve);
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`Not so within ${timeoutMs} ms: ${String(predicate)}`))),
        timeoutMs,
      );
      const poll = setInterval(ask, 5);
      const offs = [this.on('arrival', ask), this.on('request', ask), this.on('message', ask)];
      ask();
    });
  }

  #tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of this.#listeners[name]) listener(event);
  }
}
