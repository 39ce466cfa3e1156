import type { Clock } from '../lib/clock.ts';
import type { Destination, DestinationKind, LaneItem, Rendered } from '../model/destination.ts';
import type { Event } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { AttemptRecord } from '../model/storage/attempt-record.ts';
import type { LaneRow } from '../model/storage/lanes.ts';
import type { Directory } from '../registry/directory.ts';
import type { Verdict } from './decide.ts';
import type { LeasedLanes } from './leased-lanes.ts';

// What lanes of every order have in common.

export interface LaneDeps {
  store: Pick<LeasedLanes, 'peekLane' | 'peekDue' | 'recordAttempts'>;
  directory: Directory;
  clock: Clock;
  random(): number;
  /** Resolves when the destination's channel is known, or nobody can tell it now. */
  ensureChecked(destination: Destination): Promise<void>;
  onAttempt(destination: Destination, record: AttemptRecord, items: readonly LaneItem[]): void;
  /** The receiver told its limit. */
  onLimit(destination: Destination, limit: { count: number; windowMs: number }): Promise<void>;
  onGone(destination: Destination, reason: string): Promise<void>;
  onError(destination: string, error: unknown): void;
}

/** The queue of one destination at work. It runs while something waits and ends when nothing does. */
export interface LaneRunner {
  /** Whether it is at work, rather than waiting for a time. */
  readonly isBusy: boolean;
  /** Whether something came after it last looked. */
  readonly hasNews: boolean;
  /** Something new waits. */
  notice(): void;
  /** Ends a wait: what the lane waited for may have been mended. */
  interrupt(): void;
  /** Delivers until nothing waits, the destination cannot take more, or the signal aborts. Never rejects. */
  run(): Promise<void>;
}

/** After an error of our own or of the database. */
export const pauseAfterErrorMs = 1_000;

/** A delivery with its event read and the route that chose its destination, as it is now. */
export function toItem({ delivery, event }: LaneRow, directory: Directory): LaneItem {
  const parsed: Event = JSON.parse(event);
  const route = delivery.routeKey === undefined ? undefined : directory.routes(delivery.store).get(delivery.routeKey);
  return { delivery, event: parsed, route };
}

/** A message that never reached anybody tells nothing in the log. */
const keptOutcomes: readonly Outcome['kind'][] = ['delivered', 'refused', 'uncertain', 'amend'];

/** What is written down of one request. */
export function toRecord(made: {
  destination: Destination;
  kind: Pick<DestinationKind, 'format'>;
  outcome: Outcome;
  rendered: Rendered;
  verdict: Verdict;
  /** Epoch milliseconds. */
  at: number;
  latencyMs: number;
}): AttemptRecord {
  const { destination, kind, outcome, rendered, verdict, at, latencyMs } = made;
  const isDelivered = outcome.kind === 'delivered';
  return {
    destination: destination.id,
    at,
    latencyMs,
    outcome: outcome.kind,
    statusCode: outcome.statusCode,
    code: isDelivered ? undefined : outcome.code,
    reason: isDelivered ? undefined : outcome.reason,
    scope: outcome.kind === 'rate_limited' ? outcome.scope : undefined,
    messageId: isDelivered ? outcome.messageId : undefined,
    messageUrl: isDelivered ? outcome.messageUrl : undefined,
    message: keptOutcomes.includes(outcome.kind) ? JSON.stringify(rendered.body) : undefined,
    format: kind.format,
    items: verdict.items,
  };
}
