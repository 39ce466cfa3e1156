import type { Clock } from './clock.ts';
import type { Limit } from './limit.ts';

/** The most who are counted at once; beyond that the windows that end soonest are forgotten. */
const mostKeys = 10_000;

/**
 * Counts what each key spends: at most `count` in a window of `windowMs`, which begins with the first. Its memory has a
 * bound, and it needs no timers.
 */
export class WindowLimiter {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #limit: Limit;
  /** In the order of their ends. */
  readonly #windows = new Map<string, { spent: number; endsAt: number }>();

  constructor(clock: Pick<Clock, 'monotonic'>, limit: Limit) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** The number of keys that are counted. */
  get size(): number {
    return this.#windows.size;
  }

  /** The milliseconds until a key may spend that much; undefined: it may now. */
  waitMs(key: string, amount = 1): number | undefined {
    const now = this.#clock.monotonic();
    const window = this.#windows.get(key);
    const spent = window === undefined || window.endsAt <= now ? 0 : window.spent;
    if (spent + amount <= this.#limit.count) return undefined;
    return spent === 0 || window === undefined ? this.#limit.windowMs : window.endsAt - now;
  }

  /** The amount that a key may still spend, and the milliseconds until its window ends, or would where none began. */
  left(key: string): { amount: number; endsInMs: number } {
    const now = this.#clock.monotonic();
    const window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      return { amount: this.#limit.count, endsInMs: this.#limit.windowMs };
    }
    return { amount: this.#limit.count - window.spent, endsInMs: window.endsAt - now };
  }

  /** Spends, or does not where it is too much. @returns as `waitMs`. */
  spend(key: string, amount = 1): number | undefined {
    this.#forget();
    const waitMs = this.waitMs(key, amount);
    if (waitMs !== undefined) return waitMs;
    const window = this.#windows.get(key);
    if (window !== undefined) window.spent += amount;
    else {
      const [oldest] = this.#windows.keys();
      if (this.#windows.size >= mostKeys && oldest !== undefined) this.#windows.delete(oldest);
      this.#windows.set(key, { spent: amount, endsAt: this.#clock.monotonic() + this.#limit.windowMs });
    }
    return undefined;
  }

  /** Takes back what was spent last: it does not count. */
  giveBack(key: string, amount = 1): void {
    const window = this.#windows.get(key);
    if (window === undefined) return;
    window.spent -= amount;
    if (window.spent <= 0) this.#windows.delete(key);
  }

  #forget(): void {
    const now = this.#clock.monotonic();
    for (const [key, { endsAt }] of this.#windows) {
      if (endsAt > now) return;
      this.#windows.delete(key);
    }
  }
}
