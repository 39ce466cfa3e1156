import { sleep } from '../lib/clock.ts';
import type { Destination, DestinationKind } from '../model/destination.ts';
import { defaultConcurrency } from '../model/endpoint.ts';
import type { LaneRow } from '../model/storage/lanes.ts';
import { type LaneDeps, type LaneRunner, pauseAfterErrorMs, toItem, toRecord } from './attempt.ts';
import { decide } from './decide.ts';

/** Further ahead than any schedule and any receiver asks for: such a time was written under another clock. */
const longestStoredWaitMs = 48 * 3_600_000;

/** Never waits longer than this without a look: the wall clock, by which it is due, may have jumped. */
const longestSleepMs = 60_000;

/**
 * The queue of a destination that keeps no order: each delivery is on its own, as many at once as the destination
 * allows, and what fails holds nothing up. What is new and what is to be tried again take turns.
 */
export class FreeLane implements LaneRunner {
  readonly #id: string;
  readonly #kind: DestinationKind;
  readonly #deps: LaneDeps;
  readonly #signal: AbortSignal;
  readonly #underWay = new Map<string, Promise<void>>();
  #hasNews = false;
  #isBusy = false;
  #wake = new AbortController();

  constructor(id: string, kind: DestinationKind, deps: LaneDeps, signal: AbortSignal) {
    this.#id = id;
    this.#kind = kind;
    this.#deps = deps;
    this.#signal = signal;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get hasNews(): boolean {
    return this.#hasNews;
  }

  notice(): void {
    this.#hasNews = true;
    this.#wake.abort();
  }

  interrupt(): void {
    this.notice();
  }

  async run(): Promise<void> {
    this.#isBusy = true;
    while (!this.#signal.aborted) {
      this.#wake = new AbortController();
      this.#hasNews = false;
      try {
        const waitMs = await this.#step();
        if (waitMs === undefined && this.#underWay.size === 0 && !this.#hasNews) break;
        await this.#rest(waitMs ?? longestSleepMs);
      } catch (error) {
        this.#deps.onError(this.#id, error);
        await this.#rest(pauseAfterErrorMs);
      }
    }
    await Promise.all(this.#underWay.values());
    this.#isBusy = false;
  }

  /** Starts what may be started. Answers how long there is nothing to start, undefined: until something comes. */
  async #step(): Promise<number | undefined> {
    const destination = this.#deps.directory.destination(this.#id);
    if (destination === undefined || destination.state !== 'active') return undefined;
    if (this.#deps.directory.store(destination.store) === undefined) return undefined;
    // What is under way waits in the store still, so it is answered too, and passed over; also what ends meanwhile.
    const underWay = new Set(this.#underWay.keys());
    const limit = destination.concurrency ?? defaultConcurrency;
    const free = limit - underWay.size;
    if (free <= 0) return longestSleepMs;
    const now = this.#deps.clock.now();
    const { fresh, due, nextDueAt } = await this.#deps.store.peekDue(this.#id, {
      now,
      latest: now + longestStoredWaitMs,
      limit,
    });
    const isFree = ({ delivery }: LaneRow) => !underWay.has(delivery.id);
    const chosen = inTurns(fresh.filter(isFree), due.filter(isFree)).slice(0, free);
    for (const row of chosen) this.#start(row, destination);
    if (chosen.length === free) return longestSleepMs;
    return nextDueAt === undefined ? undefined : Math.min(nextDueAt - now, longestSleepMs);
  }

  #start(row: LaneRow, destination: Destination): void {
    const { id } = row.delivery;
    const ended = this.#deliver(row, destination)
      .catch((error: unknown) => {
        this.#deps.onError(this.#id, error);
        return sleep(this.#deps.clock, pauseAfterErrorMs, this.#signal);
      })
      .finally(() => {
        this.#underWay.delete(id);
        this.#wake.abort();
      });
    this.#underWay.set(id, ended);
  }

  async #deliver(row: LaneRow, destination: Destination): Promise<void> {
    const store = this.#deps.directory.store(destination.store);
    if (store === undefined || !(await this.#kind.enter(destination, this.#signal))) return;
    const item = toItem(row, this.#deps.directory);
    const rendered = this.#render(item, destination, store);
    const startedAt = this.#deps.clock.monotonic();
    const outcome = await this.#kind.send(rendered, destination);
    const latencyMs = this.#deps.clock.monotonic() - startedAt;
    const at = this.#deps.clock.now();
    const verdict = decide(outcome, [row.delivery], destination, at, this.#deps.random());
    const record = toRecord({ destination, kind: this.#kind, outcome, rendered, verdict, at, latencyMs });
    await this.#deps.store.recordAttempts(record);
    this.#deps.onAttempt(destination, record, [item]);
    if (verdict.isGone && outcome.kind === 'gone') await this.#deps.onGone(destination, outcome.reason);
  }

  #render(
    ...[item, destination, store]: [
      ReturnType<typeof toItem>,
      Destination,
      Parameters<DestinationKind['render']>[1]['store'],
    ]
  ) {
    try {
      return this.#kind.render([item], { store, without: new Set() }, destination);
    } catch (error) {
      this.#kind.leave(destination);
      throw error;
    }
  }

  async #rest(delayMs: number): Promise<void> {
    if (this.#hasNews) return;
    this.#isBusy = this.#underWay.size > 0;
    await sleep(this.#deps.clock, delayMs, AbortSignal.any([this.#wake.signal, this.#signal]));
    this.#isBusy = true;
  }
}

/** One of each, in turns, as long as there are any. */
function inTurns<T>(first: readonly T[], second: readonly T[]): T[] {
  const longest = Math.max(first.length, second.length);
  return Array.from({ length: longest }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((one) => one !== undefined);
}
