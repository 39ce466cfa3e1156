import type { Database } from 'better-sqlite3';
import type { AuditEntry } from '../../model/audit-entry.ts';

/** Writes an entry of the audit log, in the transaction of the change that it tells of. */
export function auditStatement(db: Database): (entry: AuditEntry | undefined) => void {
  const add = db.prepare('INSERT INTO audit (at, store_id, actor, action, target, detail) VALUES (?, ?, ?, ?, ?, ?)');
  return (entry) => {
    if (entry === undefined) return;
    add.run(entry.at, entry.store, entry.actor, entry.action, entry.target, entry.detail ?? null);
  };
}
