import type { DestinationState, OnUncertain } from '../../model/destination.ts';
import type { DestinationRecord, DestinationRows, DestinationUpdate } from '../../model/storage/destinations.ts';
import { auditStatement } from './audit-statement.ts';
import { row, rows, type Verbs } from './verb.ts';

interface DestinationColumns {
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

function toRecord(found: DestinationColumns): DestinationRecord {
  return {
    id: found.id,
    store: found.store_id,
    kind: found.kind,
    label: found.label,
    fingerprint: found.fingerprint,
    sealed: found.sealed,
    state: found.state,
    stateReason: found.state_reason ?? undefined,
    facts: JSON.parse(found.facts),
    onUncertain: found.on_uncertain,
    schedule: found.schedule === null ? undefined : JSON.parse(found.schedule),
    name: found.name ?? undefined,
    subscription: found.subscription === null ? undefined : JSON.parse(found.subscription),
    concurrency: found.concurrency ?? undefined,
    keepFailedMs: found.keep_failed_ms ?? undefined,
    pausedUntil: found.paused_until ?? undefined,
    failingSince: found.failing_since ?? undefined,
    provisionedBy: found.provisioned_by ?? undefined,
  };
}

const columnOf = {
  name: 'name',
  fingerprint: 'fingerprint',
  label: 'label',
  sealed: 'sealed',
  state: 'state',
  stateReason: 'state_reason',
  pausedUntil: 'paused_until',
  failingSince: 'failing_since',
  facts: 'facts',
  onUncertain: 'on_uncertain',
  schedule: 'schedule',
  subscription: 'subscription',
  concurrency: 'concurrency',
  keepFailedMs: 'keep_failed_ms',
} as const satisfies Record<keyof DestinationUpdate, string>;

export const destinations = {
  listDestinations: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM destinations ORDER BY seq');
      return () => rows<DestinationColumns>(list.all()).map(toRecord);
    },
  },

  putDestination: {
    mode: 'write',
    prepare(db, onChange) {
      // The same place again: its history and its lane go on; only what may have changed is written.
      const put = db.prepare(`
        INSERT INTO destinations (id, store_id, kind, label, fingerprint, sealed, facts, on_uncertain, schedule, name,
          subscription, concurrency, keep_failed_ms, provisioned_by, created_at)
        VALUES ($id, $store, $kind, $label, $fingerprint, $sealed, $facts, $onUncertain, $schedule, $name,
          $subscription, $concurrency, $keepFailedMs, $provisionedBy, $at)
        ON CONFLICT (store_id, kind, fingerprint) DO UPDATE SET
          label = excluded.label, sealed = excluded.sealed, on_uncertain = excluded.on_uncertain,
          schedule = excluded.schedule, subscription = excluded.subscription, concurrency = excluded.concurrency,
          keep_failed_ms = excluded.keep_failed_ms, provisioned_by = excluded.provisioned_by
        RETURNING *`);
      const audit = auditStatement(db);
      return (destination, at, entry) => {
        const { schedule, subscription } = destination;
        const found = row<DestinationColumns>(
          put.get({
            id: destination.id,
            store: destination.store,
            kind: destination.kind,
            label: destination.label,
            fingerprint: destination.fingerprint,
            sealed: destination.sealed,
            facts: JSON.stringify(destination.facts),
            onUncertain: destination.onUncertain,
            schedule: schedule === undefined ? null : JSON.stringify(schedule),
            name: destination.name ?? null,
            subscription: subscription === undefined ? null : JSON.stringify(subscription),
            concurrency: destination.concurrency ?? null,
            keepFailedMs: destination.keepFailedMs ?? null,
            provisionedBy: destination.provisionedBy ?? null,
            at,
          }),
        );
        if (found === undefined) throw new Error('an upsert with RETURNING gave no row');
        audit(entry);
        onChange({ noun: 'destination', store: found.store_id, id: found.id });
        return toRecord(found);
      };
    },
  },

  updateDestination: {
    mode: 'write',
    prepare(db, onChange) {
      const setters = Object.entries(columnOf).map(([key, column]) => ({
        key: key as keyof DestinationUpdate,
        set: db.prepare(`UPDATE destinations SET ${column} = ? WHERE id = ?`),
      }));
      const storeOf = db.prepare('SELECT store_id AS store FROM destinations WHERE id = ?');
      const audit = auditStatement(db);
      return (id, update, entry) => {
        let changed = 0;
        for (const { key, set } of setters) {
          const value = update[key];
          if (value === undefined) continue;
          changed += set.run(typeof value === 'object' && value !== null ? JSON.stringify(value) : value, id).changes;
        }
        audit(entry);
        const found = changed === 0 ? undefined : row<{ store: string }>(storeOf.get(id));
        if (found !== undefined) onChange({ noun: 'destination', store: found.store, id });
      };
    },
  },

  deleteDestination: {
    mode: 'write',
    prepare(db, onChange) {
      // The row stays for the log; its secret goes, and its name is free again.
      const remove = db.prepare(`
        UPDATE destinations SET state = 'deleted', state_reason = NULL, sealed = '', fingerprint = 'deleted ' || id,
          subscription = NULL, provisioned_by = NULL, paused_until = NULL, failing_since = NULL
        WHERE id = ? AND state <> 'deleted' RETURNING store_id AS store`);
      const audit = auditStatement(db);
      return (id, entry) => {
        const removed = row<{ store: string }>(remove.get(id));
        if (removed === undefined) return false;
        audit(entry);
        onChange({ noun: 'destination', store: removed.store, id });
        return true;
      };
    },
  },
} satisfies Verbs<DestinationRows>;
