import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDatabase, oldDatabases, oldToken } from '../storage/sqlite/_databases.ts';
import { createWorld, playersIn, type World } from './_world.ts';

let dir: string;
let world: World;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crier-upgrade-'));
});
afterEach(async () => {
  await world.stop();
  rmSync(dir, { recursive: true, force: true });
});

test.each(oldDatabases)('what waits in %s is delivered after the upgrade, in order and once', async (name) => {
  makeDatabase(name, join(dir, 'crier.db'));
  world = await createWorld((discord) => ({ default: discord.addWebhook({ token: oldToken }).url }), {
    app: { dir },
  });
  await world.until(() => playersIn(world.discord).length === 2);
  expect(playersIn(world.discord)).toEqual(['Steve', 'Alex']);
});
