import type { Clock } from './clock.ts';

/** The most who are counted at once: more are an attack, and then nobody may try until their time is over. */
const mostKeys = 10_000;

/** Counts tries, so that nobody can guess for long: at most `count` in any `windowMs` for each who tries. */
export class AttemptLimiter {
  readonly #clock: Clock;
  readonly #limit: { count: number; windowMs: number };
  readonly #times = new Map<string, number[]>();

  constructor(clock: Clock, limit: { count: number; windowMs: number }) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Counts a try. @returns undefined where it is allowed, else the milliseconds until the next one is. */
  add(key: string): number | undefined {
    const now = this.#clock.monotonic();
    this.#forget(now);
    const times = this.#times.get(key) ?? [];
    const oldest = times[0];
    if (times.length >= this.#limit.count && oldest !== undefined) return oldest + this.#limit.windowMs - now;
    if (times.length === 0 && this.#times.size >= mostKeys) return this.#limit.windowMs;
    this.#times.set(key, [...times, now]);
    return undefined;
  }

  /** Takes the last try back: it was a good one. */
  takeBack(key: string): void {
    const times = this.#times.get(key)?.slice(0, -1) ?? [];
    if (times.length === 0) this.#times.delete(key);
    else this.#times.set(key, times);
  }

  #forget(now: number): void {
    for (const [key, times] of this.#times) {
      const left = times.filter((at) => at > now - this.#limit.windowMs);
      if (left.length === 0) this.#times.delete(key);
      else if (left.length < times.length) this.#times.set(key, left);
    }
  }
}
