import { type DeliveryPolicy, policyParts } from '../../model/delivery-policy.ts';
import type { DestinationState } from '../../model/destination.ts';
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
  /** A DeliveryPolicy as JSON: the store knows none of its parts. */
  policy: string;
  name: string | null;
  subscription: string | null;
  paused_until: number | null;
  failing_since: number | null;
  provisioned_by: string | null;
}

function toRecord(found: DestinationColumns): DestinationRecord {
  return {
    ...JSON.parse(found.policy),
    id: found.id,
    store: found.store_id,
    kind: found.kind,
    label: found.label,
    fingerprint: found.fingerprint,
    sealed: found.sealed,
    state: found.state,
    stateReason: found.state_reason ?? undefined,
    facts: JSON.parse(found.facts),
    name: found.name ?? undefined,
    subscription: found.subscription === null ? undefined : JSON.parse(found.subscription),
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
  subscription: 'subscription',
} as const satisfies Record<Exclude<keyof DestinationUpdate, keyof DeliveryPolicy>, string>;

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
        INSERT INTO destinations (id, store_id, kind, label, fingerprint, sealed, facts, policy, name, subscription,
          provisioned_by, created_at)
        VALUES ($id, $store, $kind, $label, $fingerprint, $sealed, $facts, $policy, $name, $subscription,
          $provisionedBy, $at)
        ON CONFLICT (store_id, kind, fingerprint) DO UPDATE SET
          label = excluded.label, sealed = excluded.sealed, policy = excluded.policy,
          subscription = excluded.subscription, provisioned_by = excluded.provisioned_by
        RETURNING *`);
      const audit = auditStatement(db);
      return (destination, at, entry) => {
        const { subscription } = destination;
        const found = row<DestinationColumns>(
          put.get({
            id: destination.id,
            store: destination.store,
            kind: destination.kind,
            label: destination.label,
            fingerprint: destination.fingerprint,
            sealed: destination.sealed,
            facts: JSON.stringify(destination.facts),
            policy: JSON.stringify(Object.fromEntries(policyParts(destination))),
            name: destination.name ?? null,
            subscription: subscription === undefined ? null : JSON.stringify(subscription),
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
      // One that is deleted meanwhile stays so: with another state its settings, which are gone, would be opened.
      const oneThatIsThere = "id = ? AND state <> 'deleted'";
      const setters = Object.entries(columnOf).map(([key, column]) => ({
        key: key as keyof typeof columnOf,
        set: db.prepare(`UPDATE destinations SET ${column} = ? WHERE ${oneThatIsThere}`),
      }));
      const setPart = db.prepare(
        `UPDATE destinations SET policy = json_set(policy, ?, json(?)) WHERE ${oneThatIsThere}`,
      );
      const removePart = db.prepare(`UPDATE destinations SET policy = json_remove(policy, ?) WHERE ${oneThatIsThere}`);
      const storeOf = db.prepare('SELECT store_id AS store FROM destinations WHERE id = ?');
      const audit = auditStatement(db);
      return (id, update, entry) => {
        let changed = 0;
        for (const { key, set } of setters) {
          const value = update[key];
          if (value === undefined) continue;
          changed += set.run(typeof value === 'object' && value !== null ? JSON.stringify(value) : value, id).changes;
        }
        for (const [name, value] of policyParts(update)) {
          const path = `$.${name}`;
          const done = value === null ? removePart.run(path, id) : setPart.run(path, JSON.stringify(value), id);
          changed += done.changes;
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
