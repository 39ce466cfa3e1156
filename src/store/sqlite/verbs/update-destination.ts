import type { DestinationUpdate } from '../../../model/records.ts';
import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

const columns = {
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

export default {
  mode: 'write',
  prepare(db) {
    const setters = Object.entries(columns).map(([key, column]) => ({
      key: key as keyof DestinationUpdate,
      set: db.prepare(`UPDATE destinations SET ${column} = ? WHERE id = ?`),
    }));
    const audit = auditStatement(db);
    return (id, update, entry) => {
      for (const { key, set } of setters) {
        const value = update[key];
        if (value === undefined) continue;
        set.run(typeof value === 'object' && value !== null ? JSON.stringify(value) : value, id);
      }
      audit(entry);
    };
  },
} satisfies Verb<'updateDestination'>;
