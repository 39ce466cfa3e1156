import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { fileStamp } from '../../lib/file-stamp.ts';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { flushFolder } from '../../lib/flush.ts';

/**
 * Puts a staged copy, and the files of events beside it, in the place of a database that nobody uses. What was there is
 * kept under another name, with all that was written to it; where the copy has no files, the present ones stay.
 *
 * @returns the path of what was there; undefined where there was nothing.
 */
export function putInPlace(staged: string, database: string): string | undefined {
  const aside = setAside(staged, database);
  renameSync(staged, database);
  flushFolder(dirname(database));
  return aside;
}

function setAside(staged: string, database: string): string | undefined {
  const stamp = fileStamp(Date.now());
  const aside = `${database.replace(/\.db$/, '')}-replaced-${stamp}.db`;
  const isThere = existsSync(database);
  if (isThere) {
    takeInLog(database);
    // A second name, so that there is a database at every moment.
    linkOrRename(database, aside);
  }
  // A log that could not be taken in belongs to what is set aside; beside the copy it would be played into that.
  const log = `${database}-wal`;
  if (existsSync(log)) renameSync(log, `${aside}-wal`);
  rmSync(`${database}-shm`, { force: true });
  if (existsSync(filesFolderOf(staged))) {
    if (existsSync(filesFolderOf(database))) renameSync(filesFolderOf(database), filesFolderOf(aside));
    renameSync(filesFolderOf(staged), filesFolderOf(database));
  }
  return isThere ? aside : undefined;
}

/** Brings what stands in the log of a database into its file; one that is damaged stays as it is. */
function takeInLog(database: string): void {
  try {
    const db = new Sqlite(database);
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
  }
}

function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Some shared folders and volumes know no hard links.
    renameSync(from, to);
  }
}
