import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { flushFile, flushFolder } from '../../lib/flush.ts';
import { CrierError } from '../../model/errors.ts';
import { copyFiles } from '../files/copy-files.ts';

/**
 * Makes a backup that is whole once it has its name: the database, and the files of events in a folder beside it.
 *
 * @param database that is backed up.
 * @param target of the backup; neither it nor its folder of files may be there.
 * @param copy writes the database to the path that it is given.
 * @throws CrierError `wrong_state` where something is there already.
 */
export async function writeBackup(
  database: string,
  target: string,
  copy: (path: string) => Promise<void>,
): Promise<void> {
  for (const path of [target, filesFolderOf(target)])
    if (existsSync(path)) throw new CrierError('wrong_state', `${path} is there already.`);
  const part = `${target}.part`;
  const drop = async () => {
    for (const path of [part, `${part}-journal`, filesFolderOf(part)]) await rm(path, { recursive: true, force: true });
  };
  await drop();
  try {
    await copy(part);
    flushFile(part);
    await copyFiles(database, part);
    if (existsSync(filesFolderOf(part))) await rename(filesFolderOf(part), filesFolderOf(target));
    // The database comes last: where it is, the files are.
    await rename(part, target);
    flushFolder(dirname(target));
  } catch (error) {
    await drop().catch(() => undefined);
    throw error;
  }
}
