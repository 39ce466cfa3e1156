import { sleep } from '../../lib/clock.ts';
import type { Destination } from '../../model/destination.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import { defaultConcurrency } from '../../model/endpoint.ts';
import type { OmittablePart } from '../../model/outcome.ts';
import type { LaneRow } from '../../model/storage/lanes.ts';
import { attempt } from './attempt.ts';
import { type Lane, type LaneDeps, type LaneOptions, pauseAfterErrorMs } from './lane.ts';

/** Further ahead than any schedule and any receiver asks for: such a time was written under another clock. */
const longestStoredWaitMs = 48 * 3_600_000;

/** Never waits longer than this without a look: the wall clock, by which it is due, may have jumped. */
const longestSleepMs = 60_000;

/**
 * Delivers in no order: each delivery is on its own, as many at once as the destination allows, and what fails holds
 * nothing up. New ones and those to be tried again take turns.
 */
export class UnorderedLane implements Lane {
  readonly #id: string;
  readonly #kind: DestinationKind;
  readonly #deps: LaneDeps;
  readonly #signal: AbortSignal;
  readonly #omit: Set<OmittablePart>;
  readonly #underWay = new Map<string, Promise<void>>();
  #hasNews = false;
  #isResting = true;
  /** Deliveries that are not waiting for a time. */
  #atWork = 0;
  #wake = new AbortController();

  constructor({ id, kind, deps, signal, omit }: LaneOptions) {
    this.#id = id;
    this.#kind = kind;
    this.#deps = deps;
    this.#signal = signal;
    this.#omit = omit;
  }

  get isBusy(): boolean {
    return !this.#isResting || this.#atWork > 0;
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
    this.#isResting = false;
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
    this.#isResting = true;
  }

  /** Starts what may be started. Answers how long there is nothing to start, undefined: until something comes. */
  async #step(): Promise<number | undefined> {
    const destination = this.#deps.registries.destinations.find(this.#id);
    if (destination === undefined || destination.state !== 'active') return undefined;
    if (this.#deps.registries.stores.find(destination.store) === undefined) return undefined;
    await this.#untilStorageIsWell();
    // Those under way wait in the store still, so they are answered too, and passed over; also those that end meanwhile.
    const underWay = new Set(this.#underWay.keys());
    const limit = destination.concurrency ?? defaultConcurrency;
    const free = limit - underWay.size;
    if (free <= 0) return longestSleepMs;
    const now = this.#deps.clock.now();
    const { fresh, due, nextDueAt } = await this.#deps.storage.peekDue(this.#id, {
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
    this.#atWork += 1;
    const ended = this.#deliver(row, destination)
      .finally(() => {
        this.#atWork -= 1;
      })
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
    const store = this.#deps.registries.stores.find(destination.store);
    if (store === undefined || !(await this.#kind.limiter.enter(destination, this.#signal))) return;
    if (this.#deps.health.problem() !== undefined) return this.#kind.limiter.leave(destination);
    await attempt({
      deps: this.#deps,
      kind: this.#kind,
      destination,
      store,
      rows: [row],
      omit: this.#omit,
      onUnrecorded: (error, failures) => this.#isWorthWaiting(error, failures),
    });
  }

  async #isWorthWaiting(error: unknown, failures: number): Promise<boolean> {
    if (this.#signal.aborted) return false;
    this.#deps.onError(this.#id, error);
    this.#atWork -= 1;
    await this.#deps.health.nextTry(failures, this.#signal);
    this.#atWork += 1;
    return true;
  }

  async #untilStorageIsWell(): Promise<void> {
    this.#isResting = true;
    await this.#deps.health.untilWell(this.#signal);
    this.#isResting = false;
  }

  async #rest(delayMs: number): Promise<void> {
    if (this.#hasNews) return;
    this.#isResting = true;
    await sleep(this.#deps.clock, delayMs, AbortSignal.any([this.#wake.signal, this.#signal]));
    this.#isResting = false;
  }
}

/** One of each, in turns, as long as there are any. */
function inTurns<T>(first: readonly T[], second: readonly T[]): T[] {
  const longest = Math.max(first.length, second.length);
  return Array.from({ length: longest }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((one) => one !== undefined);
}
