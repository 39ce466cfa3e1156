/**
 * Counts uses over the last `windowMs` and says when one more is allowed. Times are monotonic milliseconds.
 *
 * A use counts from the moment its answer came, which is later than the receiver counted it: so no window of the
 * receiver, fixed or sliding, ever holds more than the limit.
 */
export class SlidingWindow {
  readonly limit: number;
  readonly windowMs: number;
  #used: number[] = [];
  #inFlight = 0;

  constructor(limit: number, windowMs: number) {
    this.limit = limit;
    this.windowMs = windowMs;
  }

  /** Milliseconds until one more may go; 0: now; Infinity: when one that is in flight has ended. */
  waitMs(now: number): number {
    this.#forget(now);
    if (this.#used.length + this.#inFlight < this.limit) return 0;
    const index = this.#used.length + this.#inFlight - this.limit;
    const oldest = this.#used[index];
    return oldest === undefined ? Number.POSITIVE_INFINITY : oldest + this.windowMs - now;
  }

  begin(): void {
    this.#inFlight += 1;
  }

  /** The use that began has ended at `now`; `counts` is false where the receiver never saw it. */
  end(now: number, counts = true): void {
    this.#inFlight -= 1;
    if (counts) this.#used.push(now);
  }

  /** A use that was made before this process, at a time that may lie before the window. */
  remember(at: number): void {
    this.#used.push(at);
  }

  used(now: number): number {
    this.#forget(now);
    return this.#used.length + this.#inFlight;
  }

  #forget(now: number): void {
    const firstKept = this.#used.findIndex((at) => at + this.windowMs > now);
    if (firstKept > 0) this.#used = this.#used.slice(firstKept);
    else if (firstKept === -1) this.#used = [];
  }
}
