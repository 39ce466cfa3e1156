import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Lets the content of a file reach the disk. */
export function flushFile(path: string): void {
  flush(path, 'r+');
}

/** Lets the names in a folder reach the disk; Windows knows no such call. */
export function flushFolder(path: string): void {
  if (process.platform !== 'win32') flush(path, 'r');
}

function flush(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
