import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Brings a database to the newest schema, each numbered file in a transaction of its own, forward only.
 *
 * @throws Error when the database was written by a newer Crier.
 */
export function migrate(db: Database): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > files.length) {
    throw new Error(
      `The database has schema ${version}, this Crier knows up to ${files.length}: it was written by a newer version. Start that version, or restore a backup made before the upgrade.`,
    );
  }
  for (const [index, file] of files.entries()) {
    if (index < version) continue;
    const sql = readFileSync(new URL(file, folder), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    })();
  }
}
