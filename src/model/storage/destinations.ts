import type { AuditEntry } from '../audit-entry.ts';
import type { PolicyChange } from '../delivery-policy.ts';
import type { Destination, DestinationFacts, DestinationState } from '../destination.ts';
import type { Subscription } from '../subscription.ts';

/** A destination as it is kept: its settings sealed with the secret key. */
export interface DestinationRecord extends Omit<Destination, 'settings'> {
  fingerprint: string;
  sealed: string;
}

/** Null takes away, undefined leaves as it is. */
export interface DestinationUpdate extends PolicyChange {
  name?: string | undefined;
  fingerprint?: string | undefined;
  label?: string | undefined;
  sealed?: string | undefined;
  state?: DestinationState | undefined;
  stateReason?: string | null | undefined;
  pausedUntil?: number | null | undefined;
  failingSince?: number | null | undefined;
  facts?: DestinationFacts | undefined;
  subscription?: Subscription | undefined;
}

export interface DestinationRows {
  listDestinations(): Promise<DestinationRecord[]>;
  /** Stores a destination, or answers the one with the same fingerprint after updating its sealed settings. */
  putDestination(destination: DestinationRecord, at: number, audit?: AuditEntry): Promise<DestinationRecord>;
  /** Changes what is named of a destination; nothing of one that is deleted. */
  updateDestination(id: string, update: DestinationUpdate, audit?: AuditEntry): Promise<void>;
  /** Keeps a destination for the log alone: without its settings, its name free again. False where it was so already. */
  deleteDestination(id: string, audit?: AuditEntry): Promise<boolean>;
}
