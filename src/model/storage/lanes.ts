import type { Delivery } from '../delivery.ts';
import type { DestinationFacts } from '../destination.ts';
import type { AttemptRecord } from './attempt-record.ts';

/** A delivery in a lane with its event as JSON. */
export interface LaneRow {
  delivery: Delivery;
  event: string;
}

/** The question of a lane without an order. */
export interface DueQuery {
  /** Epoch milliseconds. */
  now: number;
  /** A retry that stands further ahead than this was written under another clock: it is due. */
  latest: number;
  limit: number;
}

export interface DueRows {
  /** Never tried, in order of acceptance. */
  fresh: LaneRow[];
  /** To be tried again, the longest due first. */
  due: LaneRow[];
  /** The time at which the next one falls due; undefined where none waits for a time. */
  nextDueAt?: number | undefined;
}

/** The right of one process to a lane. */
export interface Lease {
  /** `dst_…`, the lane's destination. */
  lane: string;
  /** Grows each time the lane is taken; what is recorded of the lane carries it. */
  epoch: number;
  /** Epoch milliseconds. */
  until: number;
}

/** The owner of leases and their time; a store may go by its own clock and take only the span from `now` to `until`. */
export interface LeaseTerm {
  /** The id of one process from its start to its end, and of no other. */
  owner: string;
  /** Epoch milliseconds. */
  now: number;
  until: number;
}

/** The group of a lane. Its lanes have one owner since they share their limits: a channel of Discord. Undefined: none. */
export function laneGroup(facts: DestinationFacts): string | undefined {
  return facts.channelId;
}

export interface Lanes {
  /**
   * Takes lanes for a process until a time: those that nobody holds, those whose time is over, and its own, which keep
   * their epoch. No lane is given while somebody else holds it or another one of its group.
   *
   * @param wanted.lanes undefined: all that have something waiting.
   * @returns the leases that it has got.
   */
  leaseLanes(wanted: LeaseTerm & { lanes?: readonly string[] | undefined }): Promise<Lease[]>;
  /**
   * Prolongs all that a process has and nobody else has taken since, also what was over. Where lanes of several owners
   * turn out to be of one group, it stays with the owner of the oldest of them.
   *
   * @returns the leases that it still has; what is not among them it has lost.
   */
  renewLeases(term: LeaseTerm): Promise<Lease[]>;
  /**
   * Frees lanes at once.
   * @param lanes undefined: all that the owner has.
   */
  releaseLanes(owner: string, lanes?: readonly string[]): Promise<void>;

  /** Ids of the destinations that have something waiting. */
  listWaitingLanes(): Promise<string[]>;
  /** The first deliveries of a lane, in order of acceptance, due or not. */
  peekLane(destinationId: string, limit: number): Promise<LaneRow[]>;
  /** The deliveries that a lane without an order may take now. */
  peekDue(destinationId: string, query: DueQuery): Promise<DueRows>;
  /**
   * Notes that deliveries of a lane are about to be sent, until it is written down what that came to.
   * @throws CrierError `lease_lost` where the lane has another owner since, or never had one; nothing is noted.
   */
  markInFlight(destinationId: string, deliveryIds: readonly string[], epoch: number): Promise<void>;
  /** The deliveries of a lane that were about to be sent, and nobody wrote down what came of it; in order. */
  listInFlight(destinationId: string): Promise<LaneRow[]>;
  /**
   * Writes down what one request came to, for all its deliveries.
   * @param epoch of the lease under which it was sent.
   * @throws CrierError `lease_lost` where the lane has another owner since, or never had one; nothing is written.
   */
  recordAttempts(record: AttemptRecord, epoch: number): Promise<void>;
  /** Cancels at most `limit` of what waits in a lane. Answers how many. */
  cancelLane(destinationId: string, reason: string, at: number, limit: number): Promise<number>;
  /** The times at which destinations were sent something, since a time; oldest first. */
  listSends(since: number): Promise<{ destination: string; at: number }[]>;
}
