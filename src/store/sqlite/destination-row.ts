import type { OnUncertain } from '../../model/destination.ts';
import type { DestinationRecord } from '../../model/records.ts';

export interface DestinationColumns {
  id: string;
  store_id: string;
  kind: string;
  label: string;
  fingerprint: string;
  sealed: string;
  state: 'active' | 'broken';
  broken_reason: string | null;
  facts: string;
  on_uncertain: OnUncertain;
  schedule: string | null;
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
    brokenReason: row.broken_reason ?? undefined,
    facts: JSON.parse(row.facts),
    onUncertain: row.on_uncertain,
    schedule: row.schedule === null ? undefined : JSON.parse(row.schedule),
  };
}
