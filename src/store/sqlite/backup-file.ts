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
