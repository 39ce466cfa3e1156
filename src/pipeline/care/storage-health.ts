import { aborted } from '../../lib/aborted.ts';
import { backoffMs } from '../../lib/backoff.ts';
import { type Clock, sleep } from '../../lib/clock.ts';
import { CrierError } from '../../model/errors.ts';

/** The pauses between tries to write: 1 s, 2 s, 4 s ... */
const pauses = { baseMs: 1_000, longestMs: 30_000 };

/** The state of a database that takes nothing. */
export interface StorageProblem {
  /** Epoch milliseconds. */
  since: number;
  /** The last failure, for a person to read. */
  reason: string;
}

export interface StorageHealthDeps {
  clock: Clock;
  /** Writes something small; rejects where that cannot be. */
  probe(): Promise<void>;
}

/**
 * Knows whether the database takes what is written. What was sent and could not be written down is not sent again: it
 * waits here for its next try, one at a time and ever more seldom, and until one is written nothing new is sent.
 */
export class StorageHealth {
  readonly #deps: StorageHealthDeps;
  #problem: StorageProblem | undefined;
  #tries = 0;
  #cancelTry: (() => void) | undefined;
  /** The turns of those that have something to write, in order. */
  readonly #unwritten = new Set<AbortController>();
  /** Ends the waits of those that want to send. */
  #well = new AbortController();

  constructor(deps: StorageHealthDeps) {
    this.#deps = deps;
  }

  /** Undefined where the last write succeeded. */
  problem(): StorageProblem | undefined {
    return this.#problem;
  }

  /** A write has failed. Where that was not the database's fault, nothing but the next try changes. */
  noteFailed(error: unknown): void {
    if (error instanceof CrierError && error.code === 'store_unavailable') {
      this.#problem = { since: this.#problem?.since ?? this.#deps.clock.now(), reason: error.message };
    }
    if (this.#problem !== undefined) this.#planTry();
  }

  /** Something was written: all that waits goes on. */
  noteWritten(): void {
    if (this.#problem === undefined) return;
    this.#problem = undefined;
    this.#tries = 0;
    this.#cancelTry?.();
    this.#cancelTry = undefined;
    for (const turn of this.#unwritten) turn.abort();
    this.#well.abort();
    this.#well = new AbortController();
  }

  /** Waits until a write that failed is worth another try, or `signal` aborts. @param failures of it so far, from 1. */
  async nextTry(failures: number, signal: AbortSignal): Promise<void> {
    if (this.#problem === undefined) return sleep(this.#deps.clock, backoffMs(failures, pauses, 1), signal);
    const turn = new AbortController();
    this.#unwritten.add(turn);
    await aborted(AbortSignal.any([turn.signal, signal]));
    this.#unwritten.delete(turn);
  }

  /** Waits until something may be sent, since what comes of it can be written down, or `signal` aborts. */
  async untilWell(signal: AbortSignal): Promise<void> {
    while (this.#problem !== undefined && !signal.aborted) await aborted(AbortSignal.any([this.#well.signal, signal]));
  }

  #planTry(): void {
    if (this.#cancelTry !== undefined) return;
    this.#tries += 1;
    this.#cancelTry = this.#deps.clock.after(backoffMs(this.#tries, pauses, 1), () => {
      this.#cancelTry = undefined;
      this.#try();
    });
  }

  /** A small write may fit where an attempt does not, so it counts only where no attempt waits. */
  #try(): void {
    const [turn] = this.#unwritten;
    if (turn !== undefined) turn.abort();
    else
      this.#deps.probe().then(
        () => this.noteWritten(),
        (error: unknown) => this.noteFailed(error),
      );
  }
}
