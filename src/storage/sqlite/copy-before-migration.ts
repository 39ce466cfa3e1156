import { readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { fileStamp } from '../../lib/file-stamp.ts';
import { flushFile, flushFolder } from '../../lib/flush.ts';

/** The copies that are kept; older ones go once a new one is whole. */
const keptCopies = 3;

const mib = (bytes: number) => `${Math.ceil(bytes / 1_048_576)} MiB`;

/**
 * Copies a database beside itself before its schema changes, so that the version before can be gone back to.
 *
 * @returns the path of the copy: `data/crier-before-6-7-2026-11-28T05-20-56-123Z.db`.
 * @throws Error with the cure where it cannot be written; then nothing has changed.
 */
export function copyBeforeMigration(db: Database, path: string, from: number, to: number): string {
  const folder = dirname(path);
  const base = basename(path).replace(/\.db$/, '');
  const stamp = fileStamp(Date.now());
  const copy = join(folder, `${base}-before-${from}-${to}-${stamp}.db`);
  requireRoom(path, folder);
  const part = `${copy}.part`;
  try {
    db.prepare('VACUUM INTO ?').run(part);
    flushFile(part);
    renameSync(part, copy);
    flushFolder(folder);
  } catch (cause) {
    rmSync(part, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database ${path} has to be copied before it is brought to the schema of this version, and that failed: ${why}. Nothing has changed. Free some room on the disk of ${folder}, then start again.`,
      { cause },
    );
  }
  dropOldCopies(folder, base);
  return copy;
}

function requireRoom(path: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = statSync(path).size;
  if (bavail * bsize >= needed) return;
  throw new Error(
    `The database ${path} has to be copied before it is brought to the schema of this version. That needs ${mib(needed)} on the disk of ${folder}, and ${mib(bavail * bsize)} are free. Nothing has changed. Free some room, then start again.`,
  );
}

function dropOldCopies(folder: string, base: string): void {
  const escaped = base.replace(/[^\w]/g, '\\$&');
  const form = new RegExp(`^${escaped}-before-\\d+-\\d+-(\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z)\\.db$`);
  const copies = readdirSync(folder).flatMap((name) => {
    const stamp = form.exec(name)?.[1];
    return stamp === undefined ? [] : [{ name, stamp }];
  });
  const old = copies.sort((a, b) => (a.stamp < b.stamp ? 1 : -1)).slice(keptCopies);
  for (const { name } of old) rmSync(join(folder, name), { force: true });
}
