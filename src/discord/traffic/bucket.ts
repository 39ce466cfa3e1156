import type { Limit } from '../../lib/limit.ts';
import { believedWait, longestWaitMs } from './believed-wait.ts';
import { Closable } from './closable.ts';

/** More requests than this in one window no bucket of Discord's allows. */
const mostRequests = 1_000;

/** The tightest limit that was seen in the headers of webhooks; for those whose own is not known yet. */
const tightest = { count: 5, windowMs: 5_000 };

/**
 * The limit of one bucket, such as a webhook, as its answers tell it (Discord: Rate Limits, "Header Format"). Times are
 * monotonic milliseconds. Until the first answer one request at a time goes out; so it does also later, since a lane
 * sends one at a time.
 */
export class Bucket {
  readonly closed = new Closable();
  #inFlight = 0;
  #remaining = 1;
  #limit: number | undefined;
  #resetAt = Number.NEGATIVE_INFINITY;
  #recalled = 0;
  #windowMs: number | undefined;

  /** Milliseconds until one more may go; Infinity: when the one in flight has ended. */
  waitMs(now: number): number {
    if (this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    const closed = this.closed.waitMs(now);
    return this.#remaining > 0 ? closed : Math.max(closed, this.#resetAt - now);
  }

  /**
   * A message went out `agoMs` ago, from an earlier process: its window may still be open, and its headers are lost.
   * Called oldest first.
   */
  recall(now: number, agoMs: number, limit: Limit = tightest): void {
    const windowMs = Math.min(limit.windowMs, longestWaitMs);
    if (agoMs >= windowMs) return;
    this.#recalled += 1;
    this.#remaining = Math.max(0, limit.count - this.#recalled);
    this.#resetAt = now + windowMs - agoMs;
  }

  begin(): void {
    this.#inFlight += 1;
  }

  /** Ends a request; `headers` are undefined where no answer came. */
  end(now: number, headers: Readonly<Record<string, string | undefined>> | undefined): void {
    this.#inFlight -= 1;
    const remaining = number(headers?.['x-ratelimit-remaining']);
    const reset = believedWait(headers?.['x-ratelimit-reset-after']);
    if (remaining === undefined || reset === undefined) {
      if (now >= this.#resetAt) this.#remaining = 1;
      return;
    }
    this.#remaining = remaining;
    this.#limit = number(headers?.['x-ratelimit-limit']) ?? this.#limit;
    this.#resetAt = now + reset.ms;
    // The first request of a window is told how long the whole of it is.
    if (remaining + 1 === this.#limit) this.#windowMs = reset.ms;
  }

  /** The limit as the answers told it; undefined while the length of the window is not known. */
  limit(): Limit | undefined {
    if (this.#limit === undefined || this.#windowMs === undefined) return undefined;
    return { count: this.#limit, windowMs: this.#windowMs };
  }

  /** `3 of 5`, or undefined before the first answer. */
  use(now: number): { used: number; limit: number } | undefined {
    if (this.#limit === undefined) return undefined;
    return { used: now >= this.#resetAt ? 0 : this.#limit - this.#remaining, limit: this.#limit };
  }
}

/** A number of requests; undefined where none is told that can be believed. */
function number(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return value >= 0 && value <= mostRequests ? value : undefined;
}
