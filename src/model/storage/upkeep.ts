import type { AuditEntry } from '../audit-entry.ts';
import type { DeliveryStatus } from '../delivery.ts';

export interface Pruning {
  /** Deletes at most `limit` settled deliveries, and what hangs on them. Answers how many it deleted. */
  pruneDeliveries(store: string, statuses: readonly DeliveryStatus[], before: number, limit: number): Promise<number>;
  /** Deletes at most `limit` dead letters of a destination that failed before a time. Answers how many it deleted. */
  pruneFailed(destinationId: string, before: number, limit: number): Promise<number>;
  pruneCounts(before: number): Promise<number>;
  /** Deletes at most `limit` requests from before a time. Answers how many it deleted. */
  pruneReceipts(store: string, before: number, limit: number): Promise<number>;
}

export interface Meta {
  getMeta(key: string): Promise<string | undefined>;
  setMeta(key: string, value: string): Promise<void>;
  /** Writes something, which tells whether anything can be written. */
  probe(now: number): Promise<void>;
  /** Writes down what was done that changed nothing else that is kept. */
  addAudit(entry: AuditEntry): Promise<void>;
}

export interface Upkeep extends Pruning, Meta {
  close(): Promise<void>;
}
