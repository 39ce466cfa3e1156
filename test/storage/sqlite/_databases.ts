import { readdirSync, readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

const folder = new URL('./databases/', import.meta.url);

/**
 * Databases as the code of their time made them, each with two deliveries that wait, sealed with the key of
 * `testSettings`. Those "without" something were made while a migration lacked it, or went on from there.
 */
export const oldDatabases: readonly string[] = readdirSync(folder);

/** The token of their default webhook, which is the first one of a fake Discord. */
export const oldToken = 'a'.repeat(68);

/** Makes a file of one of the old databases. */
export function makeDatabase(name: string, path: string): void {
  const db = new Sqlite(path);
  // A dump of a search index writes into its own tables.
  db.unsafeMode(true);
  db.exec(readFileSync(new URL(name, folder), 'utf8'));
  db.pragma('journal_mode = WAL');
  db.close();
}
