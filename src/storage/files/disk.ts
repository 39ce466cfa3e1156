import { open } from 'node:fs/promises';
import { CrierError } from '../../model/errors.ts';

/** A name in a folder has reached the disk only when the folder has; Windows knows no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @throws CrierError `store_unavailable` where work on the disk fails. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CrierError('store_unavailable', `The files of events cannot be read or written (${reason}).`, { cause });
  }
}
