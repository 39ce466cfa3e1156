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

/** What a database file is like: its schema, and what SQLite's quick check says (`ok`, or what is damaged). */
export function inspectFile(path: string): { schema: number; check: string } {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return {
      schema: Number(db.pragma('user_version', { simple: true })),
      check: String(db.pragma('quick_check(1)', { simple: true })),
    };
  } finally {
    db.close();
  }
}
