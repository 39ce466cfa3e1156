import type { Clock } from '../../src/lib/clock.ts';

interface Timer {
  at: number;
  run: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  #wall: number;
  #elapsed = 0;
  #timers = new Set<Timer>();

  constructor(startsAt: number | string = '2026-01-01T00:00:00Z') {
    this.#wall = typeof startsAt === 'number' ? startsAt : Date.parse(startsAt);
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#elapsed + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Milliseconds until the next timer; undefined when none waits. */
  nextTimer(): number | undefined {
    const next = this.#next();
    return next && next.at - this.#elapsed;
  }

  /** Lets time pass and runs what falls due, in order, each at its own moment; also what those timers set up. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#timers.delete(next);
      this.#moveTo(next.at);
      next.run();
    }
    this.#moveTo(end);
  }

  /** Sets the wall clock off by `ms`, as NTP does: no time passes and no timer runs. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  #moveTo(moment: number): void {
    this.#wall += moment - this.#elapsed;
    this.#elapsed = moment;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
    return next;
  }
}
