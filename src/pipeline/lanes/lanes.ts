import type { Clock } from '../../lib/clock.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { OmittablePart } from '../../model/outcome.ts';
import type { Lane, LaneDeps, LaneOptions } from './lane.ts';
import { createLeasedLanes, type LeasedLanes } from './leased-lanes.ts';
import { OrderedLane } from './ordered-lane.ts';
import { settleInFlight } from './settle-in-flight.ts';
import { UnorderedLane } from './unordered-lane.ts';

export interface LanesDeps extends Omit<LaneDeps, 'storage'> {
  storage: Parameters<typeof createLeasedLanes>[0];
  kinds: ReadonlyMap<string, DestinationKind>;
}

/** Runs a lane for every destination that has something waiting. */
export class Lanes {
  readonly #deps: LanesDeps;
  readonly #laneDeps: LaneDeps;
  readonly #leased: LeasedLanes;
  readonly #running = new Map<string, { lane: Lane; ended: Promise<void> }>();
  readonly #omit = new Map<string, Set<OmittablePart>>();
  #stopping = new AbortController();
  #isRunning = false;

  constructor(deps: LanesDeps) {
    this.#deps = deps;
    this.#leased = createLeasedLanes(deps.storage, deps.clock);
    this.#laneDeps = { ...deps, storage: this.#leased };
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Lanes at work right now; those that wait for a time or a limit do not count. */
  get busy(): number {
    return [...this.#running.values()].filter(({ lane }) => lane.isBusy).length;
  }

  /** Starts the lanes of everything that waits, once it is settled what an earlier process was sending. */
  async start(): Promise<void> {
    const stopping = new AbortController();
    this.#stopping = stopping;
    const found = await this.#leased.takeWaiting();
    await Promise.all(found.map((id) => settleInFlight(id, this.#deps.kinds, this.#laneDeps)));
    if (stopping.signal.aborted) return;
    this.#isRunning = true;
    // Again: what came in between woke nobody.
    for (const id of await this.#leased.takeWaiting()) this.wake(id);
  }

  /** Something waits for a destination. */
  wake(id: string): void {
    if (!this.#isRunning) return;
    const running = this.#running.get(id);
    if (running !== undefined) {
      running.lane.notice();
      return;
    }
    const destination = this.#deps.registries.destinations.find(id);
    const kind = destination && this.#deps.kinds.get(destination.kind);
    if (kind === undefined) return;
    const { signal } = this.#stopping;
    const lane = laneOf({ id, kind, deps: this.#laneDeps, signal, omit: this.#omitOf(id) });
    const ended = lane.run().then(() => {
      this.#running.delete(id);
      // A wake may have come between the lane's last look and here.
      if (lane.hasNews) this.wake(id);
    });
    this.#running.set(id, { lane, ended });
  }

  /** Tries at once: the fault that kept a destination from delivering may be mended. */
  resume(id: string): void {
    this.#omit.get(id)?.clear();
    this.#running.get(id)?.lane.interrupt();
    this.wake(id);
  }

  /** Begins nothing more; resolves when what is in flight is recorded, or after `withinMs`. False if time ran out. */
  async stop(withinMs: number, clock: Clock): Promise<boolean> {
    this.#isRunning = false;
    this.#stopping.abort();
    const ended = Promise.all([...this.#running.values()].map((running) => running.ended)).then(() => true);
    let cancel = () => {};
    const late = new Promise<boolean>((resolve) => {
      cancel = clock.after(withinMs, () => resolve(false));
    });
    const isDone = await Promise.race([ended, late]);
    cancel();
    // A release that fails does no harm: leases end by themselves.
    await this.#leased.release().catch(() => undefined);
    return isDone;
  }

  #omitOf(id: string): Set<OmittablePart> {
    const omit = this.#omit.get(id) ?? new Set();
    this.#omit.set(id, omit);
    return omit;
  }
}

function laneOf(options: LaneOptions): Lane {
  return options.kind.isOrdered ? new OrderedLane(options) : new UnorderedLane(options);
}
