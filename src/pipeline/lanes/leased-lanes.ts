import { randomUUID } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { CrierError } from '../../model/errors.ts';
import type { AttemptRecord } from '../../model/storage/attempt-record.ts';
import type { DueQuery, DueRows, LaneRow, Lanes, Lease } from '../../model/storage/lanes.ts';

/** The lanes of the store as one process works on them: only on those that it has a lease of. */
export interface LeasedLanes {
  /** Takes the lanes that have something waiting. Answers those that it has got. */
  takeWaiting(): Promise<string[]>;
  /** The first deliveries of a lane, in order of acceptance; none where another process has the lane. */
  peekLane(lane: string, limit: number): Promise<LaneRow[]>;
  /** The deliveries that a lane without an order may take now; none where another process has the lane. */
  peekDue(lane: string, query: DueQuery): Promise<DueRows>;
  /** The deliveries of a lane that an earlier process was sending when it ended. */
  listInFlight(lane: string): Promise<LaneRow[]>;
  /** Notes what is about to be sent. @throws CrierError `lease_lost` where another process has taken the lane since. */
  markInFlight(lane: string, deliveries: readonly string[]): Promise<void>;
  /** @throws CrierError `lease_lost` where another process has taken the lane since. */
  recordAttempts(record: AttemptRecord): Promise<void>;
  /** Leaves all lanes to other processes; what is recorded late is still taken until one of them comes. */
  release(): Promise<void>;
}

/** Of a lease that lasts as long as its process, since no other one has the database. */
const forEver = Number.MAX_SAFE_INTEGER;

export function createLeasedLanes(
  storage: Pick<
    Lanes,
    'leaseLanes' | 'releaseLanes' | 'peekLane' | 'peekDue' | 'listInFlight' | 'markInFlight' | 'recordAttempts'
  >,
  clock: Pick<Clock, 'now'>,
): LeasedLanes {
  const owner = randomUUID();
  const held = new Set<string>();
  /** The epochs of all lanes so far, also of those that were left: what was in flight is still recorded under them. */
  const epochs = new Map<string, number>();

  async function take(lanes?: readonly string[]): Promise<Lease[]> {
    const leases = await storage.leaseLanes({ owner, now: clock.now(), until: forEver, lanes });
    for (const { lane, epoch } of leases) {
      held.add(lane);
      epochs.set(lane, epoch);
    }
    return leases;
  }

  async function has(lane: string): Promise<boolean> {
    return held.has(lane) || (await take([lane])).length > 0;
  }

  /** A write under the lease of a lane, which may turn out to be lost. */
  async function under(lane: string, write: (epoch: number) => Promise<void>): Promise<void> {
    const epoch = epochs.get(lane) ?? 0;
    try {
      await write(epoch);
    } catch (error) {
      const isLost = error instanceof CrierError && error.code === 'lease_lost';
      if (isLost && epochs.get(lane) === epoch) held.delete(lane);
      throw error;
    }
  }

  return {
    async takeWaiting() {
      return (await take()).map(({ lane }) => lane);
    },
    async peekLane(lane, limit) {
      return (await has(lane)) ? storage.peekLane(lane, limit) : [];
    },
    async peekDue(lane, query) {
      return (await has(lane)) ? storage.peekDue(lane, query) : { fresh: [], due: [] };
    },
    listInFlight: (lane) => storage.listInFlight(lane),
    markInFlight: (lane, deliveries) => under(lane, (epoch) => storage.markInFlight(lane, deliveries, epoch)),
    recordAttempts: (record) => under(record.destination, (epoch) => storage.recordAttempts(record, epoch)),
    release() {
      held.clear();
      return storage.releaseLanes(owner);
    },
  };
}
