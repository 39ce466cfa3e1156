import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import { bad, type Finding, note, ok } from './finding.ts';
import { otherOwner } from './other-owner.ts';

/** The least free disk: less will soon stop the intake. */
const lowDiskBytes = 500 * 1_048_576;

/** False where the data folder is there, but closed to this user: nothing can be said of what is in it. */
export function isOpen(dataDir: string): boolean {
  if (!existsSync(dataDir)) return true;
  try {
    accessSync(dataDir, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The data folder: there or to be made, writable, with room. */
export async function checkDataFolder({ dataDir }: Pick<Settings, 'dataDir'>): Promise<Finding[]> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const isThere = folder === dataDir;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const owner = isThere ? otherOwner(dataDir) : undefined;
    if (owner !== undefined) {
      const user = owner.startsWith('#') ? `'${owner}'` : owner;
      const cure = `Run the command line as that user: sudo -u ${user} npm run crier -- doctor`;
      return [bad(`data folder ${dataDir} belongs to the user ${owner}, and is closed to this one`, cure)];
    }
    const what = isThere ? `data folder ${dataDir} cannot be written` : `data folder ${dataDir} cannot be made`;
    return [bad(what, `Give ${folder} to the user that runs Crier (chown).`)];
  }
  if (!isThere) return [note(`data folder ${dataDir} is not there yet`, 'The first start makes it.')];
  const { bavail, bsize } = await statfs(dataDir);
  const text = `data folder ${dataDir}, ${Math.floor((bavail * bsize) / 1_048_576)} MiB free`;
  if (bavail * bsize >= lowDiskBytes) return [ok(text)];
  return [bad(text, 'Free some disk: when it is full, no event can be accepted.')];
}
