import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backup, OpenStorage } from '../../src/model/storage/storage.ts';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';

export interface OpenedFile {
  storage: OpenStorage & Backup;
  path: string;
  close(): Promise<void>;
}

/** A database in a folder of its own, which `close` removes. */
export async function openFile(): Promise<OpenedFile> {
  const dir = mkdtempSync(join(tmpdir(), 'crier-store-'));
  const path = join(dir, 'crier.db');
  const file: OpenedFile = {
    storage: await openSqlite(path),
    path,
    async close() {
      // A test may have closed it by itself.
      await file.storage.close().catch(() => undefined);
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return file;
}
