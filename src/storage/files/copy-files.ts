import { constants } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { isMissing } from '../../lib/is-missing.ts';

/**
 * Copies the files of events that belong to one database file to the place that belongs to another. None may be there
 * at all. A file never changes once it has its name, so that those in use can be copied; an event that is pruned
 * meanwhile takes its own files alone out of the copy.
 */
export async function copyFiles(database: string, target: string): Promise<void> {
  const [from, to] = [filesFolderOf(database), filesFolderOf(target)];
  const names = (await orMissing(readdir(from))) ?? [];
  const whole = names.filter((name) => !name.endsWith('.draft'));
  if (whole.length > 0) await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of whole)
    await orMissing(cp(join(from, name), join(to, name), { recursive: true, mode: constants.COPYFILE_FICLONE }));
}

/** Undefined where it fails since there is no such file or folder. */
async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}
