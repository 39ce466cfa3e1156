import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Copies that were never finished, with what SQLite keeps beside them. */
const unfinished = /\.db\.part(-journal|-wal|-shm|\.files)?$/;

/** Removes the copies of databases that a process has left unfinished in a folder. */
export function dropLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => unfinished.test(name)))
    rmSync(join(folder, name), { recursive: true, force: true });
}
