import Sqlite, { type Database } from 'better-sqlite3';
import { unusable } from './unusable.ts';

/**
 * Keeps every other process away from a database: two of them would deliver everything twice. The system frees the lock
 * however its holder dies.
 *
 * @param path as `realPathOf` gives it.
 * @returns the lock; `close` frees it.
 * @throws Error where another process has it.
 */
export function lockDatabase(path: string): Pick<Database, 'close'> {
  let lock: Database | undefined;
  try {
    lock = new Sqlite(`${path}.lock`, { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_BUSY') throw unusable(path, error);
    throw new Error(`Another Crier already runs on the database ${path}. Stop it first, or set DATABASE_URL.`, {
      cause: error,
    });
  }
}
