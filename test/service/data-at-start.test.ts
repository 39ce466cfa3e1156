import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { banner } from '../../src/service/banner.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { startTestApp, type TestApp, testSettings } from '../helpers/start-app.ts';
import { makeDatabase } from '../storage/sqlite/_databases.ts';

let dir: string;
let crier: TestApp | undefined;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crier-data-'));
});
afterEach(async () => {
  await crier?.stop();
  crier = undefined;
  rmSync(dir, { recursive: true, force: true });
});

async function start(secretKey?: string): Promise<TestApp> {
  crier = await startTestApp({ dir, settings: { secretKey } });
  return crier;
}

async function stop(): Promise<void> {
  await crier?.stop();
  crier = undefined;
}

/** The notes of the start screen. */
const notes = ({ app, settings }: TestApp) => banner(app, settings, true).match(/Note .*/g) ?? [];

test('a first start and a usual one have nothing to note', async () => {
  expect(notes(await start())).toEqual([]);
  await stop();
  expect(notes(await start())).toEqual([]);
  await stop();
  rmSync(dir, { recursive: true });
  expect(notes(await start('a-secret-key-of-more-than-32-characters'))).toEqual([]);
});

test.each([
  [
    'was lost',
    () =>
      readdirSync(dir)
        .filter((name) => /^crier\.db/.test(name))
        .map((name) => rmSync(join(dir, name))),
  ],
  ['is empty', () => truncateSync(join(dir, 'crier.db'), 0)],
])('a database that %s beside an older secret key is told on the start screen and in the log', async (_, lose) => {
  await start();
  await stop();
  lose();
  const again = await start();
  expect(notes(again)).toEqual([
    expect.stringMatching(/is new and empty, though Crier has run here before \(secret key\)\..*restore <file>$/),
  ]);
  expect(again.log.join('')).toMatch(/"level":40.*is new and empty/);
});

test('an upgrade tells where the database is kept as it was', async () => {
  makeDatabase('schema-5.sql', join(dir, 'crier.db'));
  const found = notes(await start('a-secret-key-that-is-only-used-in-tests'));
  expect(found).toEqual([
    expect.stringMatching(/brought from schema 5 to \d+; as it was before it is kept in .*before-5-/),
  ]);
});

test('no key is made where the database cannot be opened', async () => {
  writeFileSync(join(dir, 'crier.db'), 'this is no database, but a text that is long enough to be read as one');
  await expect(start()).rejects.toThrow('restore <file>');
  expect(existsSync(join(dir, 'secret.key'))).toBe(false);
});

test('a start that fails after a crash leaves the mark of the crash for the next one', async () => {
  await start();
  await stop();
  const settings = testSettings(dir, { settings: { secretKey: undefined } });
  const state = async (value?: string) => {
    const storage = await openStorage(settings.database);
    if (value !== undefined) await storage.setMeta('state', value);
    const found = await storage.getMeta('state');
    await storage.close();
    return found;
  };
  expect(await state()).toBe('stopped');
  await state('running');
  const quiet = () => {};
  const failing = startApp(settings, {
    log: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
    onStart(name) {
      if (name === 'HTTP') throw new Error('the port is taken');
    },
  });
  await expect(failing).rejects.toThrow('the port is taken');
  expect(await state()).toBe('running');
});
