import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';

const noRoom = /^(SQLITE_FULL|ENOSPC|EDQUOT|EFBIG)/;

/** SQLite needs some pages beside the database itself, such as its index of the log. */
const leastRoomBytes = 65_536;

/** An error for a database file that cannot be used, with the cure. */
export function unusable(path: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The database ${path} cannot be used: ${why}. ${cureOf(path, cause)}`, { cause });
}

/** An error of SQLite that says that the file is no database, or not whole. */
export function isDamaged(cause: unknown): boolean {
  return cause instanceof Sqlite.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(cause.code);
}

function cureOf(path: string, cause: unknown): string {
  if (isDamaged(cause)) return 'Put a backup in its place: npm run crier -- restore <file>.';
  const folder = dirname(path);
  // SQLite calls a full disk an I/O error where it meets it in its own small files.
  if (noRoom.test(codeOf(cause)) || noRoom.test(writeProblem(folder) ?? ''))
    return `There is no room on the disk of ${folder}: free some, then start again.`;
  return 'Check that its folder is there and writable for the user that Crier runs as.';
}

/** The code of the error that a small file in a folder meets; undefined where it can be written. */
function writeProblem(folder: string): string | undefined {
  const probe = join(folder, `probe-${randomBytes(4).toString('hex')}.db.part`);
  try {
    writeFileSync(probe, Buffer.alloc(leastRoomBytes), { flush: true });
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    rmSync(probe, { force: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
