import type { Clock } from '../../lib/clock.ts';
import { SlidingWindow } from './sliding-window.ts';

/**
 * Discord bans an address for 10,000 answers of 401, 403 or 429 (not `shared`) in 10 minutes
 * (Discord: Rate Limits, "Invalid Request Limit"). From a tenth of that on, everything slows down.
 */
const windowMs = 600_000;
const slowFrom = 1_000;
const bannedFrom = 10_000;
const slowPaceMs = 1_000;

/** Counts the answers that Discord holds against our address. */
export class InvalidRequests {
  readonly #clock: Clock;
  readonly #window = new SlidingWindow(bannedFrom, windowMs);
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  count(): number {
    return this.#window.used(this.#clock.monotonic());
  }

  isSlow(): boolean {
    return this.count() >= slowFrom;
  }

  add(): void {
    this.#window.remember(this.#clock.monotonic());
  }

  begin(): void {
    this.#lastAt = this.#clock.monotonic();
  }

  waitMs(): number {
    return this.isSlow() ? this.#lastAt + slowPaceMs - this.#clock.monotonic() : 0;
  }
}
