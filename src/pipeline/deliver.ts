import type { Clock } from '../lib/clock.ts';
import type { DestinationKind } from '../model/destination.ts';
import type { Concession } from '../model/outcome.ts';
import type { LaneDeps, LaneRunner } from './attempt.ts';
import { FreeLane } from './free-lane.ts';
import { Lane } from './lane.ts';
import { createLeasedLanes, type LeasedLanes } from './leased-lanes.ts';

export interface DeliverDeps extends Omit<LaneDeps, 'store'> {
  store: Parameters<typeof createLeasedLanes>[0];
  kinds: ReadonlyMap<string, DestinationKind>;
}

/** Runs a lane for every destination that has something waiting. */
export class Deliver {
  readonly #deps: DeliverDeps;
  readonly #leased: LeasedLanes;
  readonly #lanes = new Map<string, { lane: LaneRunner; ended: Promise<void> }>();
  readonly #without = new Map<string, Set<Concession>>();
  readonly #stopping = new AbortController();
  #isRunning = false;

  constructor(deps: DeliverDeps) {
    this.#deps = deps;
    this.#leased = createLeasedLanes(deps.store, deps.clock);
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Lanes at work right now; those that wait for a time or a limit do not count. */
  get busyLanes(): number {
    return [...this.#lanes.values()].filter(({ lane }) => lane.isBusy).length;
  }

  /** Starts the lanes of everything that waits. */
  async start(): Promise<void> {
    this.#isRunning = true;
    for (const id of await this.#leased.takeWaiting()) this.wake(id);
  }

  /** Something waits for a destination. */
  wake(id: string): void {
    if (!this.#isRunning) return;
    const running = this.#lanes.get(id);
    if (running !== undefined) {
      running.lane.notice();
      return;
    }
    const destination = this.#deps.directory.destination(id);
    const kind = destination && this.#deps.kinds.get(destination.kind);
    if (kind === undefined) return;
    const lane = this.#newLane(id, kind);
    const ended = lane.run().then(() => {
      this.#lanes.delete(id);
      // A wake may have come between the lane's last look and here.
      if (lane.hasNews) this.wake(id);
    });
    this.#lanes.set(id, { lane, ended });
  }

  /** What kept a destination from delivering may be mended: tries at once. */
  resume(id: string): void {
    this.#without.get(id)?.clear();
    this.#lanes.get(id)?.lane.interrupt();
    this.wake(id);
  }

  #newLane(id: string, kind: DestinationKind): LaneRunner {
    const { signal } = this.#stopping;
    const deps: LaneDeps = { ...this.#deps, store: this.#leased };
    if (!kind.isOrdered) return new FreeLane(id, kind, deps, signal);
    return new Lane(id, kind, deps, signal, this.#withoutOf(id));
  }

  #withoutOf(id: string): Set<Concession> {
    const without = this.#without.get(id) ?? new Set();
    this.#without.set(id, without);
    return without;
  }

  /** Claims nothing more; resolves when what is in flight is recorded, or after `withinMs`. False if time ran out. */
  async stop(withinMs: number, clock: Clock): Promise<boolean> {
    this.#isRunning = false;
    this.#stopping.abort();
    const ended = Promise.all([...this.#lanes.values()].map((running) => running.ended)).then(() => true);
    let cancel = () => {};
    const late = new Promise<boolean>((resolve) => {
      cancel = clock.after(withinMs, () => resolve(false));
    });
    const isDone = await Promise.race([ended, late]);
    cancel();
    // Where it fails, the leases end by themselves.
    await this.#leased.release().catch(() => undefined);
    return isDone;
  }
}
