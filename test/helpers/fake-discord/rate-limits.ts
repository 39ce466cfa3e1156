import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/lib/clock.ts';
import type { Call } from './call.ts';
import { type Reply, rateLimited } from './reply.ts';

/** So many requests in so much time. */
export interface Limit {
  count: number;
  windowMs: number;
}

export interface Limits {
  /** Per webhook and route; null: none, and no headers. */
  webhook: Limit | null;
  /** Per channel over all its webhooks; hidden until it strikes. */
  channel: Limit | null;
  /** Per address, which here is everybody. */
  global: Limit | null;
}

/** What the limits say of one request. */
export interface Admission {
  headers: Readonly<Record<string, string>>;
  /** The 429 to answer, without `headers`. */
  refusal?: Reply;
}

interface Window {
  startedAt: number;
  used: number;
}

/** Keeps the limits of discord.md 3.1 to 3.3. */
export class RateLimits {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #global: Window = { startedAt: Number.NEGATIVE_INFINITY, used: 0 };
  readonly #windows = new Map<string, Window>();
  /** When the posts of each channel came, the oldest first. */
  readonly #channels = new Map<string, number[]>();
  readonly #buckets = new Map<string, string>();

  constructor(limits: Limits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Counts a request for the whole address (Discord: Rate Limits, "Global Rate Limit"). */
  admitGlobally(legacy: boolean): Reply | undefined {
    const limit = this.#limits.global;
    if (!limit) return undefined;
    const resetMs = this.#use(this.#global, limit);
    return this.#global.used > limit.count ? rateLimited('global', resetMs, legacy) : undefined;
  }

  /**
   * Counts a request of a webhook, whatever comes of it, and a post of its channel too. The headers describe the
   * webhook's own window even when the channel's limit strikes (Discord: Rate Limits, "shared").
   */
  admit(call: Call, channelId: string | undefined): Admission {
    const limit = this.#limits.webhook;
    let headers: Record<string, string> = {};
    if (limit) {
      const window = this.#windowOf(call);
      const resetMs = this.#use(window, limit);
      headers = this.#headers(call, limit, window, resetMs);
      if (window.used > limit.count) return { headers, refusal: rateLimited('user', resetMs, call.legacy) };
    }
    const isPost = call.method === 'POST' && call.route === '/webhooks/{id}/{token}';
    const waitMs = isPost && channelId !== undefined ? this.#useChannel(channelId) : 0;
    return waitMs > 0 ? { headers, refusal: rateLimited('shared', waitMs, call.legacy) } : { headers };
  }

  /** Counts one into a window, a fresh one if it is over; gives the time until its end. */
  #use(window: Window, limit: Limit): number {
    const now = this.#clock.monotonic();
    if (now >= window.startedAt + limit.windowMs) {
      window.startedAt = now;
      window.used = 0;
    }
    window.used += 1;
    return window.startedAt + limit.windowMs - now;
  }

  /** Milliseconds to wait; 0 when the channel has room, which is then used. */
  #useChannel(channelId: string): number {
    const limit = this.#limits.channel;
    if (!limit) return 0;
    const now = this.#clock.monotonic();
    const times = this.#channels.get(channelId) ?? [];
    this.#channels.set(channelId, times);
    let oldest = times[0];
    while (oldest !== undefined && now >= oldest + limit.windowMs) {
      times.shift();
      oldest = times[0];
    }
    if (oldest !== undefined && times.length >= limit.count) return oldest + limit.windowMs - now;
    times.push(now);
    return 0;
  }

  #windowOf(call: Call): Window {
    const key = `${call.method} ${call.route} ${call.webhookId}`;
    let window = this.#windows.get(key);
    if (!window) {
      window = { startedAt: Number.NEGATIVE_INFINITY, used: 0 };
      this.#windows.set(key, window);
    }
    return window;
  }

  #headers(call: Call, limit: Limit, window: Window, resetMs: number): Record<string, string> {
    return {
      'X-RateLimit-Limit': String(limit.count),
      'X-RateLimit-Remaining': String(Math.max(0, limit.count - window.used)),
      'X-RateLimit-Reset': seconds(this.#clock.now() + resetMs),
      'X-RateLimit-Reset-After': seconds(resetMs),
      'X-RateLimit-Bucket': this.#bucketOf(call),
    };
  }

  /** The same for all webhooks: a bucket's name leaves out the top-level resource (Discord: Rate Limits). */
  #bucketOf(call: Call): string {
    const key = `${call.method} ${call.route}`;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = createHash('sha256').update(key).digest('hex').slice(0, 32);
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }
}

/** Rounded up, so that whoever waits it out is not too early. */
function seconds(ms: number): string {
  return (Math.ceil(ms) / 1000).toFixed(3);
}
