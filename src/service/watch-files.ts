import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** A file as it is on the disk; undefined where it is not there, or may not be read. */
interface Seen {
  size: number;
  changedAtMs: number;
  hash: string;
}

/**
 * Remembers files as they are now.
 *
 * @returns the names of those that are different when it is called: changed, made or taken away since. One that only
 *   bears another time counts as the same. A call costs a look at each file's size and time, and a reading only of those
 *   that bear another one.
 */
export function watchFiles(files: readonly { name: string; path: string }[]): () => string[] {
  const remembered = files.map(({ name, path }) => ({
    name,
    path,
    before: look(path),
    last: undefined as Seen | undefined,
  }));
  return () =>
    remembered.flatMap((file) => {
      file.last = look(file.path, file.last ?? file.before);
      return file.last?.hash === file.before?.hash ? [] : [file.name];
    });
}

/** @param known how it was: what has the same size and time is not read again. */
function look(path: string, known?: Seen): Seen | undefined {
  try {
    const { size, mtimeMs: changedAtMs } = statSync(path);
    if (known?.size === size && known.changedAtMs === changedAtMs) return known;
    return { size, changedAtMs, hash: createHash('sha256').update(readFileSync(path)).digest('hex') };
  } catch {
    return undefined;
  }
}
