import { existsSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { backup } from '../../../src/actions/upkeep/backup.ts';
import { startTestApp } from '../../helpers/start-app.ts';

const admin = { name: 'test', store: 'main', scopes: ['installation'] as const };

test('a database that is a file is copied, and one that is none is left to its own tools', async () => {
  const crier = await startTestApp({});
  try {
    const { deps } = crier.app;
    const { path, bytes } = await backup(deps, admin);
    expect(statSync(path).size).toBe(bytes);
    const { backup: _, ...storage } = deps.storage;
    const dataDir = `${deps.dataDir}/other`;
    await expect(backup({ ...deps, storage, dataDir }, admin)).rejects.toMatchObject({ code: 'wrong_state' });
    expect(existsSync(dataDir)).toBe(false);
  } finally {
    await crier.stop();
  }
});
