import Sqlite from 'better-sqlite3';
import { newestSchema, schemaOf } from './migrate.ts';
import { rows } from './verb.ts';

/** The state of a database file. */
export interface FileReport {
  /** The schema it has. */
  schema: number;
  /** The newest schema that this program knows. */
  newest: number;
  /** The answer of SQLite's quick check: `ok`, or what is damaged. */
  check: string;
  /** Some of the settings that are sealed with the secret key. */
  sealed: { fingerprint: string; sealed: string }[];
}

/** Looks into a database file without changing it or standing in the way of a service. */
export function inspectFile(path: string): FileReport {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return {
      schema: schemaOf(db),
      newest: newestSchema,
      check: String(db.pragma('quick_check(1)', { simple: true })),
      sealed: someSealed(db),
    };
  } finally {
    db.close();
  }
}

/** None where the tables of this schema are not there. */
function someSealed(db: Sqlite.Database): FileReport['sealed'] {
  try {
    const list = db.prepare("SELECT fingerprint, sealed FROM destinations WHERE state <> 'deleted' LIMIT 10");
    return rows<FileReport['sealed'][number]>(list.all());
  } catch {
    return [];
  }
}
