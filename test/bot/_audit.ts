import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface AuditRow {
  store_id: string;
  actor: string;
  action: string;
  target: string;
  detail: string | null;
}

/** What the audit log of the database in a folder holds, oldest first. */
export function auditIn(dir: string): AuditRow[] {
  const database = new Database(join(dir, 'crier.db'), { readonly: true });
  try {
    return database.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY seq').all();
  } finally {
    database.close();
  }
}
