import { closeSync, copyFileSync, existsSync, openSync, readSync, rmSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { flushFile } from '../../lib/flush.ts';
import { copyFiles } from '../files/copy-files.ts';
import { newerSchema, newestSchema, schemaOf } from './migrate.ts';
import { row, rows } from './verb.ts';

/** A copy of a backup, checked, and ready to be put in the place of a database. */
export interface StagedCopy {
  path: string;
  schema: number;
  newestSchema: number;
  events: number;
  /** The time when the newest event was accepted, in epoch milliseconds; undefined without events. */
  newestEventAt: number | undefined;
  /** Deliveries that wait. */
  pending: number;
  /** The sealed parts, to try a key on. */
  sealed: {
    destinations: { fingerprint: string; sealed: string }[];
    sources: { store: string; source: string; sealed: string }[];
  };
}

const magic = 'SQLite format 3\0';

/**
 * Copies a backup and the files of events beside it to a path of its own, and checks the copy: what is put in place
 * later is what was checked, and the backup itself is not even opened.
 *
 * @param file as `backup` made it; the log of SQLite that may lie beside is taken along.
 * @param path of the copy; what is there is written over.
 * @throws Error where it is no database of Crier, damaged, or newer than this program. Then no copy is left.
 */
export async function stageCopy(file: string, path: string): Promise<StagedCopy> {
  if (readStart(file) !== magic)
    throw new Error(`${file} is no SQLite database. Name a file that "crier backup" made.`);
  dropStaged(path);
  try {
    copyFileSync(file, path);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${path}-wal`);
    const report = check(file, path);
    await copyFiles(file, path);
    flushFile(path);
    return { path, ...report };
  } catch (error) {
    dropStaged(path);
    throw error;
  }
}

/** Removes a staged copy. */
export function dropStaged(path: string): void {
  for (const part of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`, filesFolderOf(path)])
    rmSync(part, { recursive: true, force: true });
}

function readStart(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const start = Buffer.alloc(magic.length);
    readSync(handle, start, 0, start.length, 0);
    return start.toString('latin1');
  } finally {
    closeSync(handle);
  }
}

function check(file: string, path: string): Omit<StagedCopy, 'path'> {
  let db: Database | undefined;
  try {
    db = new Sqlite(path);
    // Everything in one file: a log that is left beside it would be taken for that of the next database.
    db.pragma('journal_mode = DELETE');
    const schema = schemaOf(db);
    if (schema > newestSchema) throw new Error(newerSchema(schema));
    const found = String(db.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new Error(`${file} is damaged (${found}). Take an older backup.`);
    if (schema === 0 || db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'deliveries'").get() === undefined)
      throw new Error(`${file} is a database, but none of Crier's. Name a file that "crier backup" made.`);
    return { schema, newestSchema, ...contentOf(db) };
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    if (/^SQLITE_(FULL|IOERR)/.test(error.code))
      throw new Error(`The copy of ${file} cannot be written (${error.message}). Free some room on its disk.`, {
        cause: error,
      });
    throw new Error(`${file} is damaged (${error.message}). Take an older backup.`, { cause: error });
  } finally {
    db?.close();
  }
}

function contentOf(db: Database): Pick<StagedCopy, 'events' | 'newestEventAt' | 'pending' | 'sealed'> {
  const events = row<{ events: number }>(db.prepare('SELECT count(*) AS events FROM events').get())?.events ?? 0;
  const newest = row<{ at: number }>(db.prepare('SELECT accepted_at AS at FROM events ORDER BY seq DESC').get());
  const waiting = db.prepare("SELECT count(*) AS pending FROM deliveries WHERE status = 'pending'").get();
  const pending = row<{ pending: number }>(waiting)?.pending ?? 0;
  const destinations = db.prepare("SELECT fingerprint, sealed FROM destinations WHERE state <> 'deleted'").all();
  const hasSources = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sources'").get() !== undefined;
  const sources = hasSources ? db.prepare('SELECT store_id AS store, source, sealed FROM sources').all() : [];
  return {
    events,
    newestEventAt: newest?.at,
    pending,
    sealed: {
      destinations: rows<StagedCopy['sealed']['destinations'][number]>(destinations),
      sources: rows<StagedCopy['sealed']['sources'][number]>(sources),
    },
  };
}
