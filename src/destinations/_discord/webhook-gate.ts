import { Closable } from './closable.ts';

/** The longest window that was seen in the headers of webhooks: 5 requests in 5 s. */
const longestWindowMs = 5_000;

/**
 * The limit of one webhook, as its answers tell it (Discord: Rate Limits, "Header Format"). Times are monotonic
 * milliseconds. Until the first answer one request at a time goes out; so it does also later, since a lane sends one
 * at a time.
 */
export class WebhookGate {
  readonly closed = new Closable();
  #inFlight = 0;
  #remaining = 1;
  #limit: number | undefined;
  #resetAt = Number.NEGATIVE_INFINITY;

  /** Milliseconds until one more may go; Infinity: when the one in flight has ended. */
  waitMs(now: number): number {
    if (this.#inFlight > 0) return Number.POSITIVE_INFINITY;
    const closed = this.closed.waitMs(now);
    return this.#remaining > 0 ? closed : Math.max(closed, this.#resetAt - now);
  }

  /** A message went out `agoMs` ago, before this process: its window may still be open, and its headers are lost. */
  recall(now: number, agoMs: number): void {
    if (agoMs >= longestWindowMs) return;
    this.#remaining = 0;
    this.#resetAt = Math.max(this.#resetAt, now + longestWindowMs - agoMs);
  }

  begin(): void {
    this.#inFlight += 1;
  }

  /** Ends a request; `headers` are undefined where no answer came. */
  end(now: number, headers: Readonly<Record<string, string | undefined>> | undefined): void {
    this.#inFlight -= 1;
    const remaining = number(headers?.['x-ratelimit-remaining']);
    const resetAfter = number(headers?.['x-ratelimit-reset-after']);
    if (remaining === undefined || resetAfter === undefined) {
      if (now >= this.#resetAt) this.#remaining = 1;
      return;
    }
    this.#remaining = remaining;
    this.#limit = number(headers?.['x-ratelimit-limit']) ?? this.#limit;
    this.#resetAt = now + resetAfter * 1_000;
  }

  /** `3 of 5`, or undefined before the first answer. */
  use(now: number): { used: number; limit: number } | undefined {
    if (this.#limit === undefined) return undefined;
    return { used: now >= this.#resetAt ? 0 : this.#limit - this.#remaining, limit: this.#limit };
  }
}

function number(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
