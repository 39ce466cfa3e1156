import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createEmitter } from '../../lib/emitter.ts';
import { filesFolderOf } from '../../lib/files-folder.ts';
import { CrierError } from '../../model/errors.ts';
import type { Change } from '../../model/storage/changes.ts';
import type { Backup, OpenStorage } from '../../model/storage/storage.ts';
import { diskEventFiles } from '../files/disk-event-files.ts';
import { groupCalls } from './group-calls.ts';
import type { Ready } from './protocol.ts';
import type { StoredVerbs } from './verb.ts';
import { writeBackup } from './write-backup.ts';

/** A backup under way is worth asking after again in so many seconds. */
const backupRetrySeconds = 10;

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
  const { verbs, opening }: Ready = ready;
  const changes = createEmitter<Change>();
  const { call, underWay, lost } = groupCalls(worker, verbs, (row) => changes.emit({ ...row, isOwn: true }));

  const entries = Object.keys(verbs).map((verb) => [verb, (...args: unknown[]) => call(verb, args)]);
  let isBackingUp = false;
  // The compiler cannot follow names through a message; verbs.ts is held to all of them.
  const stored = Object.fromEntries(entries) as StoredVerbs;
  return {
    ...stored,
    opening,
    files: diskEventFiles(filesFolderOf(path)),
    changes: changes.subscribe,
    async backup(target) {
      if (isBackingUp) {
        throw new CrierError('wrong_state', 'A backup is being made at the moment. Ask again once it is done.', {
          retryAfterSeconds: backupRetrySeconds,
        });
      }
      isBackingUp = true;
      try {
        await writeBackup(path, target, async (part) => {
          await call('backup', [part]);
        });
      } finally {
        isBackingUp = false;
      }
    },
    async close() {
      await call('close', []);
    },
    underWay,
    lost,
  };
}
