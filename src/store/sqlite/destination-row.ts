import type { DestinationState, OnUncertain } from '../../model/destination.ts';
import type { DestinationRecord } from '../../model/records.ts';

export interface DestinationColumns {
  id: string;
  store_id: string;
  kind: string;
  label: string;
  fingerprint: string;
  sealed: string;
  state: DestinationState;
  state_reason: string | null;
  facts: string;
  on_uncertain: OnUncertain;
  schedule: string | null;
  name: string | null;
  subscription: string | null;
  concurrency: number | null;
  keep_failed_ms: number | null;
  paused_until: number | null;
  failing_since: number | null;
  provisioned_by: string | null;
}

export function toDestinationRecord(row: DestinationColumns): DestinationRecord {
  return {
    id: row.id,
    store: row.store_id,
    kind: row.kind,
    label: row.label,
    fingerprint: row.fingerprint,
    sealed: row.sealed,
    state: row.state,
    stateReason: row.state_reason ?? undefined,
    facts: JSON.parse(row.facts),
    onUncertain: row.on_uncertain,
    schedule: row.schedule === null ? undefined : JSON.parse(row.schedule),
    name: row.name ?? undefined,
    subscription: row.subscription === null ? undefined : JSON.parse(row.subscription),
    concurrency: row.concurrency ?? undefined,
    keepFailedMs: row.keep_failed_ms ?? undefined,
    pausedUntil: row.paused_until ?? undefined,
    failingSince: row.failing_since ?? undefined,
    provisionedBy: row.provisioned_by ?? undefined,
  };
}
