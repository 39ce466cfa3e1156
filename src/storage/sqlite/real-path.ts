import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isMissing } from '../../lib/is-missing.ts';

/** The one path of a database file, however many lead to it. Its folder has to be there, the file need not. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const target = linkTarget(path);
    if (target !== undefined) return realPathOf(resolve(dirname(path), target));
    return join(realpathSync(dirname(path)), basename(path));
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
