import { auditStatement } from '../audit-statement.ts';
import { type DestinationColumns, toDestinationRecord } from '../destination-row.ts';
import { row, type Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
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
          schedule: destination.schedule === undefined ? null : JSON.stringify(destination.schedule),
          name: destination.name ?? null,
          subscription: destination.subscription === undefined ? null : JSON.stringify(destination.subscription),
          concurrency: destination.concurrency ?? null,
          keepFailedMs: destination.keepFailedMs ?? null,
          provisionedBy: destination.provisionedBy ?? null,
          at,
        }),
      );
      if (found === undefined) throw new Error('an upsert with RETURNING gave no row');
      audit(entry);
      return toDestinationRecord(found);
    };
  },
} satisfies Verb<'putDestination'>;
