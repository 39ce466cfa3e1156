import { stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { writeBackup } from './write-backup.ts';

/**
 * Copies a database file with SQLite's online backup, whether or not a service uses it meanwhile, and the files of
 * events beside it.
 *
 * @returns the size of the copy in bytes.
 */
export async function backupFile(path: string, target: string): Promise<number> {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    await writeBackup(path, target, async (part) => {
      await db.backup(part);
    });
  } finally {
    db.close();
  }
  return (await stat(target)).size;
}
