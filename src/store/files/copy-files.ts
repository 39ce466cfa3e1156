import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { isMissing } from './is-missing.ts';

/**
 * Copies the files of events that belong to one database file to the place that belongs to another. None may be there
 * at all. A file never changes once it has its name, so that those in use can be copied.
 */
export async function copyFiles(database: string, target: string): Promise<void> {
  try {
    await cp(filesFolderOf(database), filesFolderOf(target), {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => !path.endsWith('.draft'),
    });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
