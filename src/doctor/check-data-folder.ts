import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Settings } from '../settings/settings.ts';
import { bad, type Finding, note, ok } from './finding.ts';

/** The least free disk: less will soon stop the intake. */
const lowDiskBytes = 500 * 1_048_576;

/** The data folder: there or to be made, writable, with room. */
export async function checkDataFolder({ dataDir }: Pick<Settings, 'dataDir'>): Promise<Finding[]> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const isThere = folder === dataDir;
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    const what = isThere ? `data folder ${dataDir} cannot be written` : `data folder ${dataDir} cannot be made`;
    return [bad(what, `Give ${folder} to the user that runs Crier (chown).`)];
  }
  if (!isThere) return [note(`data folder ${dataDir} is not there yet`, 'The first start makes it.')];
  const { bavail, bsize } = await statfs(dataDir);
  const text = `data folder ${dataDir}, ${Math.floor((bavail * bsize) / 1_048_576)} MiB free`;
  if (bavail * bsize >= lowDiskBytes) return [ok(text)];
  return [bad(text, 'Free some disk: when it is full, no event can be accepted.')];
}
