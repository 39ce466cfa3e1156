import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createEmitter } from '../../lib/emitter.ts';
import { filesFolderOf } from '../../lib/files-folder.ts';
import type { Change } from '../../model/storage/changes.ts';
import type { Backup, OpenStorage } from '../../model/storage/storage.ts';
import { copyFiles } from '../files/copy-files.ts';
import { diskEventFiles } from '../files/disk-event-files.ts';
import { groupCalls } from './group-calls.ts';
import type { Ready } from './protocol.ts';
import type { StoredVerbs } from './verb.ts';

/**
 * Opens the store on SQLite in a thread of its own. Calls that arrive while a commit runs share the next one
 * (group commit).
 *
 * @param path of the database file; its folder is made.
 * @throws Error when it cannot be opened, is newer than this program, or is in use by another Crier.
 */
export async function openSqlite(path: string): Promise<OpenStorage & Backup> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const worker = new Worker(new URL('./start-worker.js', import.meta.url), {
    workerData: { path },
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const [ready] = await once(worker, 'message');
  const { verbs }: Ready = ready;
  const changes = createEmitter<Change>();
  const { call, underWay, lost } = groupCalls(worker, verbs, (row) => changes.emit({ ...row, isOwn: true }));

  const entries = Object.keys(verbs).map((verb) => [verb, (...args: unknown[]) => call(verb, args)]);
  // The compiler cannot follow names through a message; verbs.ts is held to all of them.
  const stored = Object.fromEntries(entries) as StoredVerbs;
  return {
    ...stored,
    files: diskEventFiles(filesFolderOf(path)),
    changes: changes.subscribe,
    async backup(target) {
      await call('backup', [target]);
      await copyFiles(path, target);
    },
    async close() {
      await call('close', []);
    },
    underWay,
    lost,
  };
}
