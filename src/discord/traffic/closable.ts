/** Something that can be closed until a monotonic time, for a reason that a person can read. */
export class Closable {
  #until = Number.NEGATIVE_INFINITY;
  #cause = '';

  /** Stays closed for at least `delayMs` from `now`; never opens earlier than told before. */
  close(now: number, delayMs: number, cause: string): void {
    if (now + delayMs <= this.#until) return;
    this.#until = now + delayMs;
    this.#cause = cause;
  }

  waitMs(now: number): number {
    return Math.max(0, this.#until - now);
  }

  cause(now: number): string | undefined {
    return this.waitMs(now) > 0 ? this.#cause : undefined;
  }
}
