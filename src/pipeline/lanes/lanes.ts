import { type Clock, sleep } from '../../lib/clock.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { OmittablePart } from '../../model/outcome.ts';
import { type Lane, type LaneDeps, type LaneOptions, pauseAfterErrorMs } from './lane.ts';
import { OrderedLane } from './ordered-lane.ts';
import { UnorderedLane } from './unordered-lane.ts';

export interface LanesDeps extends LaneDeps {
  store: LaneDeps['store'] & { listWaitingLanes(): Promise<string[]> };
  kinds: ReadonlyMap<string, DestinationKind>;
  /** Undefined: every lane is this process's own. */
  leases?: LaneLeases;
}

/** The right to work on lanes, where several processes share a database. */
export interface LaneLeases {
  /** Answers those of the lanes that this process may work on now. */
  acquire(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Gives lanes back in which nothing is under way. */
  release(ids: readonly string[]): Promise<void>;
}

interface RunningLane {
  lane: Lane;
  stopping: AbortController;
  ended: Promise<void>;
}

/** Runs a lane for every destination that has something waiting. */
export class Lanes {
  readonly #deps: LanesDeps;
  readonly #running = new Map<string, RunningLane>();
  readonly #omit = new Map<string, Set<OmittablePart>>();
  #isRunning = false;

  constructor(deps: LanesDeps) {
    this.#deps = deps;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Lanes at work right now; those that wait for a time or a limit do not count. */
  get busy(): number {
    return [...this.#running.values()].filter(({ lane }) => lane.isBusy).length;
  }

  /** Starts the lanes of everything that waits. */
  async start(): Promise<void> {
    this.#isRunning = true;
    for (const id of await this.#deps.store.listWaitingLanes()) this.wake(id);
  }

  /** Something waits for a destination. */
  wake(id: string): void {
    if (!this.#isRunning) return;
    const running = this.#running.get(id);
    if (running !== undefined) {
      running.lane.notice();
      return;
    }
    const destination = this.#deps.directory.destination(id);
    const kind = destination && this.#deps.kinds.get(destination.kind);
    if (kind === undefined) return;
    const stopping = new AbortController();
    const lane = laneOf({ id, kind, deps: this.#deps, signal: stopping.signal, omit: this.#omitOf(id) });
    this.#running.set(id, { lane, stopping, ended: this.#run(id, lane, stopping.signal) });
  }

  /** Tries at once: the fault that kept a destination from delivering may be mended. */
  resume(id: string): void {
    this.#omit.get(id)?.clear();
    this.#running.get(id)?.lane.interrupt();
    this.wake(id);
  }

  /** The right to a lane is lost: what is in flight there ends, and nothing more begins. */
  abandon(id: string): void {
    this.#running.get(id)?.stopping.abort();
  }

  /** Begins nothing more; resolves when what is in flight is recorded, or after `withinMs`. False if time ran out. */
  async stop(withinMs: number, clock: Clock): Promise<boolean> {
    this.#isRunning = false;
    const running = [...this.#running.values()];
    for (const { stopping } of running) stopping.abort();
    const ended = Promise.all(running.map((one) => one.ended)).then(() => true);
    let cancel = () => {};
    const late = new Promise<boolean>((resolve) => {
      cancel = clock.after(withinMs, () => resolve(false));
    });
    const isDone = await Promise.race([ended, late]);
    cancel();
    return isDone;
  }

  /** The life of a lane, from the right to it until nothing waits there. */
  async #run(id: string, lane: Lane, signal: AbortSignal): Promise<void> {
    if (await this.#acquire(id, signal)) {
      await lane.run();
      await this.#release(id);
    }
    this.#running.delete(id);
    // A wake may have come between the lane's last look and here.
    if (lane.hasNews) this.wake(id);
  }

  async #acquire(id: string, signal: AbortSignal): Promise<boolean> {
    const { leases, clock } = this.#deps;
    while (leases !== undefined && !signal.aborted) {
      try {
        return (await leases.acquire([id])).has(id);
      } catch (error) {
        this.#deps.onError(id, error);
        await sleep(clock, pauseAfterErrorMs, signal);
      }
    }
    return leases === undefined;
  }

  /** A lease that cannot be given back runs out by itself. */
  async #release(id: string): Promise<void> {
    await this.#deps.leases?.release([id]).catch((error: unknown) => this.#deps.onError(id, error));
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
