import type { Clock } from '../../lib/clock.ts';
import type { Limit } from '../../lib/limit.ts';
import type { Destination } from '../../model/destination.ts';
import type { DestinationKind, LaneItem } from '../../model/destination-kind.ts';
import type { OmittablePart } from '../../model/outcome.ts';
import type { AttemptRecord } from '../../model/storage/attempt-record.ts';
import type { Registries } from '../../registry/registries.ts';
import type { StorageHealth } from '../care/storage-health.ts';
import type { LeasedLanes } from './leased-lanes.ts';

/** The queue of one destination at work. It runs while something waits and ends when nothing does. */
export interface Lane {
  /** True while it is at work, rather than waiting for a time. */
  readonly isBusy: boolean;
  /** True where something came after it last looked. */
  readonly hasNews: boolean;
  /** Something new waits. */
  notice(): void;
  /** Ends a wait: what the lane waited for may have been mended. */
  interrupt(): void;
  /** Delivers until nothing waits, the destination cannot take more, or the signal aborts. Never rejects. */
  run(): Promise<void>;
}

export interface LaneOptions {
  /** `dst_…` */
  id: string;
  kind: DestinationKind;
  deps: LaneDeps;
  /** Aborts: the lane starts nothing more. */
  signal: AbortSignal;
  /** The parts that the destination has refused before; kept by the caller, since lanes come and go. */
  omit: Set<OmittablePart>;
}

export interface LaneDeps {
  storage: Pick<LeasedLanes, 'peekLane' | 'peekDue' | 'listInFlight' | 'markInFlight' | 'recordAttempts'>;
  /** Stores, routes and destinations as they are now. */
  registries: { [Noun in 'stores' | 'routes' | 'destinations']: Pick<Registries[Noun], 'find'> };
  health: Pick<StorageHealth, 'problem' | 'noteFailed' | 'noteWritten' | 'nextTry' | 'untilWell'>;
  clock: Clock;
  random(): number;
  /** Resolves when the destination's channel is known, or nobody can tell it now. */
  ensureChecked(destination: Destination): Promise<void>;
  /** @param message as the receiver answered it, where it took one. */
  onAttempt(destination: Destination, record: AttemptRecord, items: readonly LaneItem[], message?: unknown): void;
  /** The receiver told its limit. */
  onLimit(destination: Destination, limit: Limit): Promise<void>;
  onGone(destination: Destination, reason: string): Promise<void>;
  onError(destination: string, error: unknown): void;
}

/** After an error of our own, or a database that cannot be read. */
export const pauseAfterErrorMs = 1_000;
