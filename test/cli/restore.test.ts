import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diskEventFiles } from '../../src/storage/files/disk-event-files.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { makeDatabase } from '../storage/sqlite/_databases.ts';
import { type RunOptions, runCli } from './_crier.ts';

let cwd: string;
let data: string;
let crier: TestApp | undefined;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-restore-'));
  data = join(cwd, 'data');
});
afterEach(async () => {
  await crier?.stop();
  crier = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

const secretKey = 'a-secret-key-that-is-only-used-in-tests';
const restore = (args: string[], { env, ...options }: RunOptions = {}) =>
  runCli(['restore', ...args], { cwd, env: { CRIER_SECRET_KEY: secretKey, CRIER_PORT: '21499', ...env }, ...options });

/** A Crier with so many events, and a backup of it. */
async function startWithBackup(events: number): Promise<{ app: TestApp; backup: string }> {
  crier = await startTestApp({ dir: data });
  await crier.post(...Array.from({ length: events }, () => ({ type: 'payment.completed' })));
  const { body } = await crier.request('POST', '/v1/backup');
  return { app: crier, backup: body.path };
}

async function stop(): Promise<void> {
  await crier?.stop();
  crier = undefined;
}

const eventsIn = (path: string): unknown => {
  const db = new Sqlite(path);
  try {
    return db.prepare('SELECT count(*) FROM events').pluck().get();
  } finally {
    db.close();
  }
};

const database = () => join(data, 'crier.db');
const replaced = () => readdirSync(data).filter((name) => /^crier-replaced-.*\.db$/.test(name));

test('a backup takes the place of the database, whose own log is not played into it', async () => {
  const { app, backup } = await startWithBackup(9);
  await app.post(...Array.from({ length: 40 }, () => ({ type: 'payment.completed' })));
  // As a crash leaves it: the newest events stand in the log alone.
  const log = `${database()}-wal`;
  copyFileSync(log, join(cwd, 'log'));
  copyFileSync(database(), join(cwd, 'crashed.db'));
  await stop();
  copyFileSync(join(cwd, 'crashed.db'), database());
  copyFileSync(join(cwd, 'log'), log);
  const ran = await restore([backup, '--yes']);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.err).toMatch(/is whole: 9 events, the newest .* ago, schema \d+ of \d+\.\nThe secret key fits/);
  expect(existsSync(log)).toBe(false);
  expect(eventsIn(database())).toBe(9);
  expect(replaced()).toHaveLength(1);
  expect(eventsIn(join(data, replaced()[0] ?? ''))).toBe(49);
  crier = await startTestApp({ dir: data });
  expect((await crier.request('GET', '/v1/deliveries?limit=50')).body.data).toHaveLength(9);
});

test('the files of events come back with it, and those that were there are kept', async () => {
  const { app, backup } = await startWithBackup(1);
  const files = diskEventFiles(join(data, 'crier.files'));
  await files.put(`evt_${'a'.repeat(32)}`, [{ name: 'a', type: 'text/plain', content: Buffer.from('now') }]);
  rmSync(backup);
  const { body } = await app.request('POST', '/v1/backup');
  await files.put(`evt_${'b'.repeat(32)}`, [{ name: 'b', type: 'text/plain', content: Buffer.from('later') }]);
  await stop();
  expect(await restore([body.path, '--yes'])).toMatchObject({ code: 0 });
  expect(readdirSync(join(data, 'crier.files'))).toEqual([`evt_${'a'.repeat(32)}`]);
  const [aside = ''] = readdirSync(data).filter((name) => /^crier-replaced-.*\.files$/.test(name));
  expect(readdirSync(join(data, aside))).toHaveLength(2);
  expect(readdirSync(data).filter((name) => name.includes('.part'))).toEqual([]);
});

test('while Crier runs nothing is restored, and a backup can be checked all the same', async () => {
  const { backup } = await startWithBackup(2);
  const refused = await restore([backup, '--yes']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('Another Crier already runs on the database');
  const checked = await restore([backup, '--dry-run', '--json']);
  expect(checked).toMatchObject({ code: 0 });
  expect(JSON.parse(checked.out)).toMatchObject({ events: 2, key: 'fits', present_events: 2, restored: false });
  expect(readdirSync(data).filter((name) => name.includes('.part') || name.includes('replaced'))).toEqual([]);
});

test('what is no backup is refused with the reason, and nothing changes', async () => {
  const { backup } = await startWithBackup(3);
  await stop();
  const text = join(cwd, 'text.db');
  writeFileSync(text, 'this is no database, but a text that is long enough to be read as one');
  const half = join(cwd, 'half.db');
  copyFileSync(backup, half);
  truncateSync(half, 40_000);
  const newer = join(cwd, 'newer.db');
  copyFileSync(backup, newer);
  const other = join(cwd, 'other.db');
  for (const [path, sql] of [
    [newer, 'PRAGMA user_version = 99'],
    [other, 'CREATE TABLE a (b); PRAGMA user_version = 2'],
  ] as const) {
    const db = new Sqlite(path);
    db.exec(sql);
    db.close();
  }
  const cases: [string, string][] = [
    [text, 'is no SQLite database'],
    [half, 'is damaged'],
    [newer, 'was written by a newer version'],
    [other, "none of Crier's"],
    [join(cwd, 'missing.db'), 'There is no file'],
    [database(), 'is the database itself'],
  ];
  for (const [path, sentence] of cases) {
    const ran = await restore([path, '--yes']);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(sentence);
    expect(ran.err).not.toContain('    at ');
  }
  expect(eventsIn(database())).toBe(3);
  expect(replaced()).toEqual([]);
});

test('without a yes nothing changes', async () => {
  const { backup } = await startWithBackup(1);
  await stop();
  const ran = await restore([backup]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain('--yes does not ask');
  expect(replaced()).toEqual([]);
});

test('a backup of another key is not restored by mistake, and can be with --without-key', async () => {
  const { backup } = await startWithBackup(4);
  await stop();
  const env = { CRIER_SECRET_KEY: 'another-secret-key-of-more-than-32-characters' };
  const refused = await restore([backup, '--yes'], { env });
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('CRIER_SECRET_KEY does not open what is sealed in the backup');
  expect(replaced()).toEqual([]);
  const missing = await restore([backup, '--yes'], { env: { CRIER_SECRET_KEY: undefined } });
  expect(missing.err).toContain('secret.key is not there');
  const forced = await restore([backup, '--yes', '--without-key'], { env });
  expect(forced).toMatchObject({ code: 0 });
  expect(forced.out).toContain('npm run crier -- secrets reset');
});

test('a key that opens the destinations of a backup and not its sources is told as well', async () => {
  const { app } = await startWithBackup(1);
  await app.request('PUT', '/v1/sources/kofi', { secret: 'a-token-of-kofi' });
  const { path } = (await app.request('POST', '/v1/backup')).body;
  await stop();
  const db = new Sqlite(path);
  db.prepare("UPDATE sources SET sealed = 'sealed with another key'").run();
  db.close();
  const refused = await restore([path, '--yes']);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain('does not open what is sealed in the backup');
});

test('a backup of an older schema is restored to where there is nothing yet, and the next start upgrades it', async () => {
  const backup = join(cwd, 'old.db');
  makeDatabase('schema-3.sql', backup);
  const ran = await restore([backup, '--yes']);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).toContain('2 deliveries wait in it and go out at the start');
  crier = await startTestApp({ dir: data });
  expect((await crier.request('GET', '/v1/deliveries')).body.data).toHaveLength(2);
});

test('a damaged database makes room for the backup and is kept', async () => {
  const { backup } = await startWithBackup(5);
  await stop();
  truncateSync(database(), 40_000);
  expect(await restore([backup, '--yes'])).toMatchObject({ code: 0 });
  expect(eventsIn(database())).toBe(5);
  expect(replaced()).toHaveLength(1);
});
