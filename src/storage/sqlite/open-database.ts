import Sqlite, { type Database } from 'better-sqlite3';
import { migrate } from './migrate.ts';

/**
 * Opens the database for the service: WAL, and every commit waits for the disk (`synchronous = FULL`).
 *
 * @throws Error when it cannot be opened, is newer than this program, or another process delivers from it.
 */
export function openDatabase(path: string): { db: Database; close(): void } {
  const lock = lockAgainstOthers(path);
  const db = openFile(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -16000');
    // A larger WAL means fewer checkpoints, each of which stops the writer for two more syncs.
    db.pragma('wal_autocheckpoint = 4000');
    migrate(db);
  } catch (error) {
    throw error instanceof Sqlite.SqliteError ? unusable(path, error) : error;
  }
  return {
    db,
    close() {
      db.close();
      lock.close();
    },
  };
}

/** Two processes on one database would deliver everything twice. The system frees the lock however the holder dies. */
function lockAgainstOthers(path: string): Database {
  const lock = openFile(`${path}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_BUSY') throw unusable(path, error);
    throw new Error(`Another Crier already runs on the database ${path}. Stop it first, or set DATABASE_URL.`, {
      cause: error,
    });
  }
}

function openFile(path: string, options: Sqlite.Options = {}): Database {
  try {
    return new Sqlite(path, options);
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  const isDamaged = cause instanceof Sqlite.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(cause.code);
  const cure = isDamaged ? 'Put a backup in its place.' : 'Check that its folder is there and writable.';
  return new Error(`The database ${path} cannot be opened: ${why}. ${cure}`, { cause });
}
