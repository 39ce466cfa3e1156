import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Opening } from '../../model/storage/storage.ts';
import { copyBeforeMigration } from './copy-before-migration.ts';
import { dropLeftovers } from './drop-leftovers.ts';
import { lockDatabase } from './lock-database.ts';
import { migrate, newerSchema, newestSchema, schemaOf } from './migrate.ts';
import { realPathOf } from './real-path.ts';
import { unusable } from './unusable.ts';

/**
 * Opens the database for the service: WAL, and every commit waits for the disk (`synchronous = FULL`). One of an older
 * schema is copied and then brought to the newest.
 *
 * @throws Error when it cannot be opened, is newer than this program, or another process delivers from it.
 */
export function openDatabase(given: string): { db: Database; opening: Opening; close(): void } {
  const path = realPathOf(given);
  const lock = lockDatabase(path);
  let db: Database | undefined;
  try {
    dropLeftovers(dirname(path));
    db = new Sqlite(path);
    const opening = prepare(db, path);
    const opened = db;
    return {
      db,
      opening,
      close() {
        opened.close();
        lock.close();
      },
    };
  } catch (error) {
    db?.close();
    lock.close();
    throw error instanceof Sqlite.SqliteError || !(error instanceof Error) ? unusable(path, error) : error;
  }
}

function prepare(db: Database, path: string): Opening {
  const schema = schemaOf(db);
  if (schema > newestSchema) throw new Error(newerSchema(schema));
  const isNew = schema === 0;
  if (isNew) refuseForeign(db, path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -16000');
  // A larger WAL means fewer checkpoints, each of which stops the writer for two more syncs.
  db.pragma('wal_autocheckpoint = 4000');
  const isOld = !isNew && schema < newestSchema;
  const copy = isOld ? copyBeforeMigration(db, path, schema, newestSchema) : undefined;
  migrate(db);
  return copy === undefined ? { isNew } : { isNew, upgraded: { from: schema, to: newestSchema, copy } };
}

/** A mistaken DATABASE_URL must not fill the database of another program. */
function refuseForeign(db: Database, path: string): void {
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get();
  if (tables === 0) return;
  throw new Error(`The database ${path} belongs to another program. Set DATABASE_URL to a file of Crier's own.`);
}
