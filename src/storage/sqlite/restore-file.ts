import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { lockDatabase } from './lock-database.ts';
import { putInPlace } from './put-in-place.ts';
import { realPathOf } from './real-path.ts';
import { dropStaged, type StagedCopy, stageCopy } from './stage-copy.ts';
import { row } from './verb.ts';

/** A backup that was checked, beside what it would take the place of. */
export interface Restorable extends Omit<StagedCopy, 'path'> {
  /** Events in the database that is there now; undefined where there is none, or one that cannot be read. */
  presentEvents: number | undefined;
}

/**
 * Puts a backup in the place of a database.
 *
 * @param decide is shown the checked backup; false leaves everything as it is.
 * @returns where the database that was there is kept now; `restored` false where it was decided against.
 * @throws Error where Crier runs on the database, or the backup cannot be used. Then nothing has changed.
 */
export async function restoreFile(
  file: string,
  database: string,
  decide: (found: Restorable) => Promise<boolean>,
): Promise<{ restored: boolean; aside: string | undefined }> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  const path = realPathOf(database);
  if (realPathOf(file) === path) throw new Error(`${file} is the database itself. Name a backup.`);
  const lock = lockDatabase(path);
  try {
    const { path: staged, ...found } = await stageCopy(file, `${path}.db.part`);
    try {
      if (!(await decide({ ...found, presentEvents: countEvents(path) }))) return { restored: false, aside: undefined };
      return { restored: true, aside: putInPlace(staged, path) };
    } finally {
      dropStaged(staged);
    }
  } finally {
    lock.close();
  }
}

/** Checks a backup, also while Crier runs, and leaves everything as it is. @throws Error where it cannot be used. */
export async function checkBackup(file: string, database: string): Promise<Restorable> {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  mkdirSync(dirname(database), { recursive: true, mode: 0o700 });
  const path = realPathOf(database);
  const { path: staged, ...found } = await stageCopy(file, `${path}.check-${process.pid}.db.part`);
  dropStaged(staged);
  return { ...found, presentEvents: countEvents(path) };
}

function countEvents(path: string): number | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const db = new Sqlite(path, { readonly: true });
    try {
      return row<{ events: number }>(db.prepare('SELECT count(*) AS events FROM events').get())?.events;
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}
