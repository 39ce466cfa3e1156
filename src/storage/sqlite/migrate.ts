import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

const folder = new URL('./migrations/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort();

/** The newest schema that this program knows. */
export const newestSchema = files.length;

/** The schema that a database has; 0 where it is new. */
export function schemaOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** The sentence for a database that was written by a newer program. */
export function newerSchema(schema: number): string {
  return `The database has schema ${schema}, this Crier knows up to ${newestSchema}: it was written by a newer version. Start that version, or restore a backup made before the upgrade (npm run crier -- restore <file>).`;
}

/** Brings a database to the newest schema, each numbered file in a transaction of its own, forward only. */
export function migrate(db: Database): void {
  for (const [index, file] of files.entries()) {
    if (index < schemaOf(db)) continue;
    const sql = readFileSync(new URL(file, folder), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    })();
  }
}
