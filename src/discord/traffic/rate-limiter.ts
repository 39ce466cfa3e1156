import type { Clock } from '../../lib/clock.ts';
import type { Limit } from '../../lib/limit.ts';
import { Bucket } from './bucket.ts';
import { Closable } from './closable.ts';
import { InvalidRequests } from './invalid-requests.ts';
import { SlidingWindow } from './sliding-window.ts';

export interface Limits {
  /** Messages in a channel over all its webhooks; no header tells it. Undefined: none. */
  channel: Limit | undefined;
  /** Requests of this process, for all routes. Undefined: none. */
  global: Limit | undefined;
}

/** The limits that one request counts for. */
export interface LimitKeys {
  /** Those that its answer tells: of a webhook, of a bot in a channel, of the edits of either. */
  bucket: string;
  /** Undefined while it is unknown, and for requests that post nothing. */
  channel: string | undefined;
}

export type Headers = Readonly<Record<string, string | undefined>>;

interface Waiter {
  keys: LimitKeys;
  cancelTimer(): void;
  end(isOpen: boolean): void;
}

interface Channel {
  window: SlidingWindow | undefined;
  closed: Closable;
}

/**
 * All of Discord's limits, kept ahead of time: per bucket, per channel, per process. Every request passes `enter`
 * first. Works on the monotonic clock alone.
 *
 * The figures: Discord: Rate Limits; the hidden limit of a channel is 30 messages in 60 s over all its webhooks.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #bucketName: string;
  readonly #buckets = new Map<string, Bucket>();
  readonly #channels = new Map<string, Channel>();
  readonly #process: SlidingWindow | undefined;
  readonly blocked = new Closable();
  readonly invalid: InvalidRequests;
  readonly #waiters = new Set<Waiter>();

  /** @param bucketName the name of those whose answers tell a limit; for status pages. */
  constructor(clock: Clock, limits: Limits, bucketName = 'webhook') {
    this.#clock = clock;
    this.#limits = limits;
    this.#bucketName = bucketName;
    this.#process = limits.global && new SlidingWindow(limits.global.count, limits.global.windowMs);
    this.invalid = new InvalidRequests(clock);
  }

  /** Waits until every limit lets one more out, and counts it as under way. False when `signal` aborts first. */
  enter(keys: LimitKeys, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#tryBegin(keys)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter: Waiter = {
        keys,
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
   * Ends what was under way. `headers` are undefined where no answer came; `counts` is false where the receiver cannot
   * have seen it.
   */
  leave(keys: LimitKeys, headers: Headers | undefined, counts = true): void {
    const now = this.#clock.monotonic();
    this.bucket(keys.bucket).end(now, headers);
    if (keys.channel !== undefined) this.#channel(keys.channel).window?.end(now, counts);
    this.#process?.end(now, counts);
    this.#admit();
  }

  closeChannel(channel: string, delayMs: number, cause: string): void {
    this.#channel(channel).closed.close(this.#clock.monotonic(), delayMs, cause);
  }

  closeBucket(bucket: string, delayMs: number, cause: string): void {
    this.bucket(bucket).closed.close(this.#clock.monotonic(), delayMs, cause);
  }

  closeAll(delayMs: number, cause: string): void {
    this.blocked.close(this.#clock.monotonic(), delayMs, cause);
  }

  /** A message that was sent `agoMs` ago by an earlier process. */
  recall({ bucket, channel }: LimitKeys, agoMs: number, limit: Limit | undefined): void {
    this.bucket(bucket).recall(this.#clock.monotonic(), agoMs, limit);
    if (channel !== undefined) this.remember(channel, agoMs);
  }

  /** A message that was sent `agoMs` ago, before its channel was known. */
  remember(channel: string, agoMs: number): void {
    this.#channel(channel).window?.remember(this.#clock.monotonic() - agoMs);
  }

  bucket(id: string): Bucket {
    const bucket = this.#buckets.get(id) ?? new Bucket();
    this.#buckets.set(id, bucket);
    return bucket;
  }

  /** For status pages. */
  use(keys: LimitKeys): {
    parts: { used: number; limit: number; name: string }[];
    closedForMs: number;
    cause?: string;
  } {
    const now = this.#clock.monotonic();
    const bucket = this.bucket(keys.bucket);
    const channel = keys.channel === undefined ? undefined : this.#channel(keys.channel);
    const parts = [];
    const own = bucket.use(now);
    if (own !== undefined) parts.push({ ...own, name: this.#bucketName });
    if (channel?.window !== undefined) {
      parts.push({ used: channel.window.used(now), limit: channel.window.limit, name: 'channel' });
    }
    const cause = this.blocked.cause(now) ?? channel?.closed.cause(now) ?? bucket.closed.cause(now);
    const waitMs = this.#waitMs(keys, now);
    const closedForMs = Number.isFinite(waitMs) ? Math.max(0, waitMs) : 0;
    return { parts, closedForMs, ...(cause === undefined ? {} : { cause }) };
  }

  #waitMs(keys: LimitKeys, now: number): number {
    const channel = keys.channel === undefined ? undefined : this.#channel(keys.channel);
    return Math.max(
      this.blocked.waitMs(now),
      this.invalid.waitMs(),
      this.bucket(keys.bucket).waitMs(now),
      channel?.closed.waitMs(now) ?? 0,
      channel?.window?.waitMs(now) ?? 0,
      this.#process?.waitMs(now) ?? 0,
    );
  }

  #begin(keys: LimitKeys): void {
    this.bucket(keys.bucket).begin();
    if (keys.channel !== undefined) this.#channel(keys.channel).window?.begin();
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

  #tryBegin(keys: LimitKeys): boolean {
    if (this.#waitMs(keys, this.#clock.monotonic()) > 0) return false;
    this.#begin(keys);
    return true;
  }

  /** Plans the next look at a waiter; one that waits for the end of another request is looked at then. */
  #arm(waiter: Waiter): void {
    waiter.cancelTimer();
    waiter.cancelTimer = () => {};
    const waitMs = this.#waitMs(waiter.keys, this.#clock.monotonic());
    if (!Number.isFinite(waitMs)) return;
    waiter.cancelTimer = this.#clock.after(waitMs, () => {
      if (this.#tryBegin(waiter.keys)) waiter.end(true);
      else this.#arm(waiter);
    });
  }

  /** The end of a request lets those go on that waited for just that, first come, first served. */
  #admit(): void {
    for (const waiter of this.#waiters) {
      if ((this.#process?.waitMs(this.#clock.monotonic()) ?? 0) === Number.POSITIVE_INFINITY) return;
      if (this.#tryBegin(waiter.keys)) waiter.end(true);
      else this.#arm(waiter);
    }
  }
}
