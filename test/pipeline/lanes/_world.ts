import { onTestFinished } from 'vitest';
import { type IdKind, newId } from '../../../src/lib/ids.ts';
import type { Limit } from '../../../src/lib/limit.ts';
import type { Delivery } from '../../../src/model/delivery.ts';
import type { Destination } from '../../../src/model/destination.ts';
import { CrierError } from '../../../src/model/errors.ts';
import type { AttemptRecord } from '../../../src/model/storage/attempt-record.ts';
import { defaultStore } from '../../../src/model/store.ts';
import { StorageHealth } from '../../../src/pipeline/care/storage-health.ts';
import { Lanes, type LanesDeps } from '../../../src/pipeline/lanes/lanes.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { openFile } from '../../storage/_files.ts';
import { MemoryKind } from './_kind.ts';

export const store = { ...defaultStore, id: 'main', name: 'Frostvale' };

export interface LaneWorldOptions {
  isOrdered?: boolean;
  maxPack?: number;
  destination?: Partial<Destination>;
  clock?: FakeClock;
  health?: StorageHealth;
}

type Storage = Awaited<ReturnType<typeof openFile>>['storage'];
type LaneStore = LanesDeps['storage'];

const full = new CrierError('store_unavailable', 'database or disk is full (SQLITE_FULL)');

/** Lanes over a database of their own, with one destination whose receiver is this process. Ends with the test. */
export class LaneWorld {
  readonly clock: FakeClock;
  readonly kind: MemoryKind;
  readonly storage: Storage;
  readonly lanes: Lanes;
  readonly attempts: AttemptRecord[] = [];
  readonly limits: Limit[] = [];
  readonly gone: string[] = [];
  readonly errors: unknown[] = [];
  /** Verbs of the database that fail at their next call. */
  readonly failing = new Set<keyof LaneStore>();
  /** Verbs of the database that wait before they begin. */
  readonly waiting = new Map<keyof LaneStore, Promise<void>>();
  /** With little room, small writes fit and attempts do not. */
  disk: 'has room' | 'has little room' | 'is full' = 'has room';
  readonly health: StorageHealth;
  /** The process's name to the database. */
  #owner = '';
  /** Attempts that did not fit. */
  refused = 0;
  destination: Destination;

  constructor(
    storage: Storage,
    { isOrdered = true, maxPack = 10, destination, clock = new FakeClock(), health }: LaneWorldOptions,
  ) {
    this.clock = clock;
    this.storage = storage;
    this.kind = new MemoryKind({ isOrdered, maxPack });
    this.destination = {
      id: newId('dst'),
      store: store.id,
      kind: 'memory',
      label: 'memory',
      settings: {},
      state: 'active',
      facts: {},
      onUncertain: 'resend',
      ...destination,
    };
    this.health =
      health ??
      new StorageHealth({
        clock,
        probe: () => (this.disk === 'is full' ? Promise.reject(full) : storage.probe(clock.now())),
      });
    this.lanes = new Lanes({
      health: this.health,
      storage: this.#store(),
      registries: {
        stores: { find: () => store },
        routes: { find: () => undefined },
        destinations: { find: (id) => (id === this.destination.id ? this.destination : undefined) },
      },
      kinds: new Map([['memory', this.kind]]),
      clock: this.clock,
      random: () => 0.5,
      ensureChecked: async () => {},
      onAttempt: (_, record) => void this.attempts.push(record),
      onLimit: async (_, limit) => void this.limits.push(limit),
      onGone: async (_, reason) => {
        this.gone.push(reason);
        this.change({ state: 'broken' });
      },
      onError: (_, error) => void this.errors.push(error),
    });
  }

  /** Another destination of the same process, with lanes of its own. */
  async another(options: LaneWorldOptions): Promise<LaneWorld> {
    const world = new LaneWorld(this.storage, { ...options, clock: this.clock, health: this.health });
    await world.put();
    await world.lanes.start();
    onTestFinished(() => void world.lanes.stop(0, world.clock));
    return world;
  }

  async put(): Promise<void> {
    const { settings: _, ...record } = this.destination;
    await this.storage.putDestination({ ...record, fingerprint: record.id, sealed: '' }, this.clock.now());
  }

  /** The process ends as it is: its lanes are free, and nothing that comes to it any more is written down. */
  crash(): Promise<void> {
    return this.storage.releaseLanes(this.#owner);
  }

  /** Another process on the same database and clock, which knows the same destination. */
  process(): LaneWorld {
    const { isOrdered, maxPack } = this.kind;
    return new LaneWorld(this.storage, { isOrdered, maxPack, destination: this.destination, clock: this.clock });
  }

  /** The destination as it is from now on. */
  change(parts: Partial<Destination>): void {
    this.destination = { ...this.destination, ...parts };
  }

  /** Accepts events for the destination and tells its lane. */
  async add(count: number): Promise<string[]> {
    const now = this.clock.now();
    const events = Array.from({ length: count }, () => {
      const id = newId('evt' satisfies IdKind);
      const delivery = { id: newId('dlv'), destination: this.destination.id, status: 'pending' as const };
      const body = JSON.stringify({ id, store: store.id, type: 'payment.completed', category: 'transactions' });
      return {
        ...{ id, store: store.id, type: 'payment.completed', category: 'transactions' as const },
        ...{ acceptedAt: now, occurredAt: now, body, words: '', deliveries: [delivery] },
      };
    });
    const accepted = await this.storage.acceptEvents(events);
    this.lanes.wake(this.destination.id);
    return accepted.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  }

  async delivery(id: string): Promise<Delivery | undefined> {
    return (await this.storage.getDelivery(store.id, id))?.delivery;
  }

  async statuses(ids: readonly string[]): Promise<(string | undefined)[]> {
    return Promise.all(ids.map(async (id) => (await this.delivery(id))?.status));
  }

  /** Waits, in real time, until only the clock or an answer can make anything happen. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet += 1) {
      if (this.lanes.busy > this.kind.inFlight || this.storage.underWay() > 0) quiet = 0;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await this.settle();
  }

  #store(): LaneStore {
    const { storage, failing } = this;
    const call =
      <Verb extends keyof LaneStore>(verb: Verb) =>
      (...given: Parameters<LaneStore[Verb]>): ReturnType<LaneStore[Verb]> => {
        if (verb === 'recordAttempts' && this.disk !== 'has room') {
          this.refused += 1;
          return Promise.reject(full) as ReturnType<LaneStore[Verb]>;
        }
        if (failing.delete(verb)) return Promise.reject(new Error(`${verb} failed`)) as ReturnType<LaneStore[Verb]>;
        const run = storage[verb] as (...args: typeof given) => ReturnType<LaneStore[Verb]>;
        const wait = this.waiting.get(verb);
        if (wait === undefined) return run.apply(storage, given);
        const waited: Promise<unknown> = wait.then(() => undefined).then((): unknown => run.apply(storage, given));
        return waited as ReturnType<LaneStore[Verb]>;
      };
    const lease = call('leaseLanes');
    return {
      leaseLanes: (wanted) => {
        this.#owner = wanted.owner;
        return lease(wanted);
      },
      releaseLanes: call('releaseLanes'),
      peekLane: call('peekLane'),
      peekDue: call('peekDue'),
      listInFlight: call('listInFlight'),
      markInFlight: call('markInFlight'),
      recordAttempts: call('recordAttempts'),
    };
  }
}

/** @param options.isStarted default: the lanes run. */
export async function startLaneWorld({
  isStarted = true,
  ...options
}: LaneWorldOptions & { isStarted?: boolean } = {}): Promise<LaneWorld> {
  const file = await openFile();
  const world = new LaneWorld(file.storage, options);
  onTestFinished(async () => {
    await world.lanes.stop(0, world.clock);
    world.clock.advance(0);
    await world.settle();
    await file.close();
  });
  await file.storage.putStore({ id: store.id, name: store.name });
  await world.put();
  if (isStarted) await world.lanes.start();
  return world;
}

/** A thing that is waited for until the test opens it. */
export function door(): { wait: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { wait: promise, open: resolve };
}
