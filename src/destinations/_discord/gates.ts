import type { Clock } from '../../lib/clock.ts';
import { Closable } from './closable.ts';
import { InvalidRequests } from './invalid-requests.ts';
import { SlidingWindow } from './sliding-window.ts';
import { WebhookGate } from './webhook-gate.ts';

export interface GateLimits {
  /** Messages in a channel over all its webhooks; no header tells it. Undefined: none. */
  channel: { count: number; windowMs: number } | undefined;
  /** Requests of this process, for all routes. Undefined: none. */
  global: { count: number; windowMs: number } | undefined;
}

/** What one request is about to use. */
export interface Passage {
  /** Id of the webhook, or of what else its answers tell a limit of: the channel of a bot. */
  webhook: string;
  /** Undefined while it is unknown, and for requests that post nothing. */
  channel: string | undefined;
}

export type Headers = Readonly<Record<string, string | undefined>>;

interface Waiter {
  passage: Passage;
  cancelTimer(): void;
  end(isOpen: boolean): void;
}

interface Channel {
  window: SlidingWindow | undefined;
  closed: Closable;
}

/**
 * All of Discord's limits, kept ahead of time: per webhook, per channel, per process. Whoever wants to send passes
 * `enter` first. Works on the monotonic clock alone.
 *
 * The figures: Discord: Rate Limits; the hidden limit of a channel is 30 messages in 60 s over all its webhooks.
 */
export class Gates {
  readonly #clock: Clock;
  readonly #limits: GateLimits;
  readonly #name: string;
  readonly #webhooks = new Map<string, WebhookGate>();
  readonly #channels = new Map<string, Channel>();
  readonly #process: SlidingWindow | undefined;
  readonly blocked = new Closable();
  readonly invalid: InvalidRequests;
  readonly #waiters = new Set<Waiter>();

  /** @param name what those are called whose answers tell a limit; for status pages. */
  constructor(clock: Clock, limits: GateLimits, name = 'webhook') {
    this.#clock = clock;
    this.#limits = limits;
    this.#name = name;
    this.#process = limits.global && new SlidingWindow(limits.global.count, limits.global.windowMs);
    this.invalid = new InvalidRequests(clock);
  }

  /** Waits until every limit lets one more out, and counts it as under way. False when `signal` aborts first. */
  enter(passage: Passage, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#tryBegin(passage)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter: Waiter = {
        passage,
        cancelTimer: () => {},
        end: (isOpen) => {
          waiter.cancelTimer();
          signal.removeEventListener('abort', abandon);
          this.#waiters.delete(waiter);
          resolve(isOpen);
        },
      };
      const abandon = () => waiter.end(false);
      signal.addEventListener('abort', abandon, { once: true });
      this.#waiters.add(waiter);
      this.#arm(waiter);
    });
  }

  /**
   * What was under way has ended. `headers` are undefined where no answer came; `counts` is false where the receiver
   * cannot have seen it.
   */
  leave(passage: Passage, headers: Headers | undefined, counts = true): void {
    const now = this.#clock.monotonic();
    this.webhook(passage.webhook).end(now, headers);
    if (passage.channel !== undefined) this.#channel(passage.channel).window?.end(now, counts);
    this.#process?.end(now, counts);
    this.#admit();
  }

  closeChannel(channel: string, delayMs: number, cause: string): void {
    this.#channel(channel).closed.close(this.#clock.monotonic(), delayMs, cause);
  }

  closeWebhook(webhook: string, delayMs: number, cause: string): void {
    this.webhook(webhook).closed.close(this.#clock.monotonic(), delayMs, cause);
  }

  closeAll(delayMs: number, cause: string): void {
    this.blocked.close(this.#clock.monotonic(), delayMs, cause);
  }

  /** A message that was sent `agoMs` ago by an earlier process. */
  recall({ webhook, channel }: Passage, agoMs: number, limit: { count: number; windowMs: number } | undefined): void {
    this.webhook(webhook).recall(this.#clock.monotonic(), agoMs, limit);
    if (channel !== undefined) this.remember(channel, agoMs);
  }

  /** A message that was sent `agoMs` ago, before its channel was known. */
  remember(channel: string, agoMs: number): void {
    this.#channel(channel).window?.remember(this.#clock.monotonic() - agoMs);
  }

  webhook(id: string): WebhookGate {
    const gate = this.#webhooks.get(id) ?? new WebhookGate();
    this.#webhooks.set(id, gate);
    return gate;
  }

  /** For status pages. */
  use(passage: Passage): {
    parts: { used: number; limit: number; name: string }[];
    closedForMs: number;
    cause?: string;
  } {
    const now = this.#clock.monotonic();
    const gate = this.webhook(passage.webhook);
    const channel = passage.channel === undefined ? undefined : this.#channel(passage.channel);
    const parts = [];
    const webhookUse = gate.use(now);
    if (webhookUse !== undefined) parts.push({ ...webhookUse, name: this.#name });
    if (channel?.window !== undefined) {
      parts.push({ used: channel.window.used(now), limit: channel.window.limit, name: 'channel' });
    }
    const cause = this.blocked.cause(now) ?? channel?.closed.cause(now) ?? gate.closed.cause(now);
    const waitMs = this.#waitMs(passage, now);
    const closedForMs = Number.isFinite(waitMs) ? Math.max(0, waitMs) : 0;
    return { parts, closedForMs, ...(cause === undefined ? {} : { cause }) };
  }

  #waitMs(passage: Passage, now: number): number {
    const channel = passage.channel === undefined ? undefined : this.#channel(passage.channel);
    return Math.max(
      this.blocked.waitMs(now),
      this.invalid.waitMs(),
      this.webhook(passage.webhook).waitMs(now),
      channel?.closed.waitMs(now) ?? 0,
      channel?.window?.waitMs(now) ?? 0,
      this.#process?.waitMs(now) ?? 0,
    );
  }

  #begin(passage: Passage): void {
    this.webhook(passage.webhook).begin();
    if (passage.channel !== undefined) this.#channel(passage.channel).window?.begin();
    this.#process?.begin();
    this.invalid.begin();
  }

  #channel(id: string): Channel {
    const { channel } = this.#limits;
    const known = this.#channels.get(id) ?? {
      window: channel && new SlidingWindow(channel.count, channel.windowMs),
      closed: new Closable(),
    };
    this.#channels.set(id, known);
    return known;
  }

  #tryBegin(passage: Passage): boolean {
    if (this.#waitMs(passage, this.#clock.monotonic()) > 0) return false;
    this.#begin(passage);
    return true;
  }

  /** Plans the next look at a waiter; one that waits for the end of another request is looked at then. */
  #arm(waiter: Waiter): void {
    waiter.cancelTimer();
    waiter.cancelTimer = () => {};
    const waitMs = this.#waitMs(waiter.passage, this.#clock.monotonic());
    if (!Number.isFinite(waitMs)) return;
    waiter.cancelTimer = this.#clock.after(waitMs, () => {
      if (this.#tryBegin(waiter.passage)) waiter.end(true);
      else this.#arm(waiter);
    });
  }

  /** The end of a request lets those go on who waited for just that, first come, first served. */
  #admit(): void {
    for (const waiter of this.#waiters) {
      if ((this.#process?.waitMs(this.#clock.monotonic()) ?? 0) === Number.POSITIVE_INFINITY) return;
      if (this.#tryBegin(waiter.passage)) waiter.end(true);
      else this.#arm(waiter);
    }
  }
}
