import { stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { copyFiles } from '../files/copy-files.ts';

/**
 * Copies a database file with SQLite's online backup, whether or not a service uses it meanwhile, and the files of
 * events beside it.
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
  await copyFiles(path, target);
  return (await stat(target)).size;
}
