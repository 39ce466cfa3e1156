import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';

/**
 * Copies a database file with SQLite's online backup, whether or not a service uses it meanwhile.
 *
 * @returns the size of the copy in bytes.
 */
export async function backupFile(path: string, target: string): Promise<number> {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    await db.backup(target);
  } finally {
    db.close();
  }
  return (await stat(target)).size;
}

/** What a database file is like. */
export interface FileReport {
  /** The schema it has. */
  schema: number;
  /** The newest schema that this program knows. */
  newest: number;
  /** What SQLite's quick check says: `ok`, or what is damaged. */
  check: string;
}

/** Looks into a database file without changing it or standing in the way of a service. */
export function inspectFile(path: string): FileReport {
  const migrations = readdirSync(new URL('./migrations/', import.meta.url)).filter((name) => name.endsWith('.sql'));
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return {
      schema: Number(db.pragma('user_version', { simple: true })),
      newest: migrations.length,
      check: String(db.pragma('quick_check(1)', { simple: true })),
    };
  } finally {
    db.close();
  }
}
