import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Change } from '../../src/model/storage/changes.ts';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { withFullDisk } from '../helpers/full-disk.ts';
import { type OpenedFile, openFile } from './_files.ts';
import { Shelf } from './contract/_shelf.ts';

let file: OpenedFile;
let shelf: Shelf;
let lane: string;
beforeEach(async () => {
  file = await openFile();
  shelf = await Shelf.open(file.storage);
  lane = await shelf.destination();
});
afterEach(() => file.close());

/** The rows that another process sees in a database file. */
function look<Row>(path: string, sql: string): Row[] {
  const db = new Sqlite(path, { readonly: true });
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

/** The answer of `openSqlite` for a path in a process of its own. */
async function openElsewhere(path: string): Promise<string> {
  const program = join(dirname(path), 'open.mjs');
  const module = new URL('../../src/storage/sqlite/open-sqlite.ts', import.meta.url).href;
  writeFileSync(
    program,
    `import { openSqlite } from ${JSON.stringify(module)};
    await openSqlite(process.argv[2]).then(
      async (storage) => { console.log('opened'); await storage.close(); },
      (error) => console.log(error.message));`,
  );
  const child = spawn(process.execPath, [program, path]);
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  await once(child, 'close');
  return said.trim();
}

test('what was accepted is on the disk when the promise resolves', async () => {
  const event = shelf.event({ deliveries: [{ destination: lane }] });
  await shelf.accept(event);
  expect(look(file.path, 'SELECT id FROM events')).toEqual([{ id: event.id }]);
  const journal = look(file.path, 'PRAGMA journal_mode');
  expect(journal).toEqual([{ journal_mode: 'wal' }]);
});

test('what was written is there after the database was closed and opened again', async () => {
  const ids = await shelf.fill(lane, 3);
  await file.storage.close();
  file.storage = await openSqlite(file.path);
  expect((await file.storage.peekLane(lane, 10)).map(({ delivery }) => delivery.id)).toEqual(ids);
});

test('a lease ends with the opening of the database, and is none of the file', async () => {
  const until = shelf.now + 3_600_000;
  const take = (owner: string) => file.storage.leaseLanes({ owner, now: shelf.now, until, lanes: [lane] });
  const size = () => statSync(`${file.path}-wal`).size;
  const before = size();
  expect(await take('one')).toHaveLength(1);
  expect(await take('two')).toEqual([]);
  expect(await file.storage.renewLeases({ owner: 'one', now: shelf.now, until })).toHaveLength(1);
  expect(size()).toBe(before);
  await file.storage.close();
  file.storage = await openSqlite(file.path);
  expect(await take('two')).toHaveLength(1);
});

test('every change by a person is in the audit log, and what changed nothing is not', async () => {
  const [waits = '', done = ''] = await shelf.fill(lane, 2);
  await shelf.record(lane, [done], 'delivered');
  const audit = (action: string) => ({ ...shelf.audit(action), detail: 'why' });
  await file.storage.cancelDelivery(shelf.store, waits, shelf.now, audit('cancel'));
  await file.storage.cancelDelivery(shelf.store, waits, shelf.now, audit('cancel again'));
  await file.storage.replayDeliveries(shelf.store, [done], ['dlv_1'], shelf.now, audit('replay'));
  await file.storage.replayDeliveries(shelf.store, ['dlv_none'], ['dlv_2'], shelf.now, audit('replay nothing'));
  const route = { store: shelf.store, key: 'default', destination: lane, muted: false };
  await file.storage.putRoute(route, shelf.now, audit('set'));
  await file.storage.putRoute(route, shelf.now);
  await file.storage.deleteRoute(shelf.store, 'default', audit('delete'));
  await file.storage.deleteRoute(shelf.store, 'default', audit('delete again'));
  expect(look(file.path, 'SELECT action, store_id, actor, detail FROM audit ORDER BY seq')).toEqual(
    ['cancel', 'replay', 'set', 'delete'].map((action) => ({
      action,
      store_id: shelf.store,
      actor: 'test',
      detail: 'why',
    })),
  );
});

test('links, codes and digests are in the audit log, and what changed nothing is not', async () => {
  const { storage } = file;
  const { store, now } = shelf;
  const guild = { id: '1480000000000000001', store, linkedAt: now, linkedBy: 'test' };
  await storage.putGuild(guild, shelf.audit('link'));
  await storage.deleteGuild(guild.id, store, shelf.audit('unlink'));
  await storage.deleteGuild(guild.id, store, shelf.audit('unlink again'));
  await storage.putLinkCode({ hash: 'ab', store, expiresAt: now + 1 }, now, shelf.audit('code'));
  await storage.putDigest({ store, period: 'daily', minute: 540 }, shelf.audit('digest'));
  await storage.deleteDigest(store, 'daily', shelf.audit('no digest'));
  await storage.deleteDigest(store, 'daily', shelf.audit('no digest again'));
  const actions = look(file.path, 'SELECT action FROM audit ORDER BY seq');
  expect(actions).toEqual(['link', 'unlink', 'code', 'digest', 'no digest'].map((action) => ({ action })));
});

test('a backup opens as a database with the same content', async () => {
  const ids = await shelf.fill(lane, 50, { words: 'steve' });
  await shelf.record(lane, ids.slice(0, 5), 'delivered');
  const copy = join(dirname(file.path), 'copy.db');
  await file.storage.backup(copy);
  const opened = await openSqlite(copy);
  try {
    const filter = { store: shelf.store };
    const [here, there] = [
      await file.storage.listDeliveries(filter, { limit: 100 }),
      await opened.listDeliveries(filter, { limit: 100 }),
    ];
    expect(there).toEqual(here);
    expect((await opened.listDeliveryIds({ ...filter, q: 'steve' }, { limit: 100 })).rows).toHaveLength(50);
    expect(await opened.getCounts(shelf.store, shelf.now)).toEqual(
      await file.storage.getCounts(shelf.store, shelf.now),
    );
  } finally {
    await opened.close();
  }
  expect(look(copy, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
});

test('events are accepted while a backup is made', async () => {
  const body = JSON.stringify({ title: 'x'.repeat(200_000) });
  for (let index = 0; index < 10; index += 1) {
    await shelf.accept(...Array.from({ length: 10 }, () => shelf.event({ body })));
  }
  let isDone = false;
  const backup = file.storage.backup(join(dirname(file.path), 'copy.db')).then(() => {
    isDone = true;
  });
  let accepted = 0;
  while (!isDone) {
    await shelf.accept(shelf.event());
    accepted += 1;
  }
  await backup;
  expect(accepted).toBeGreaterThan(2);
});

test('a backup to where nothing can be written is refused and harms nothing', async () => {
  await expect(file.storage.backup(join(dirname(file.path), 'missing', 'copy.db'))).rejects.toThrow();
  await shelf.fill(lane, 1);
  expect(await shelf.peek(lane)).toHaveLength(1);
});

test('a database of a newer version is refused with what to do, and left as it was', async () => {
  await file.storage.close();
  const db = new Sqlite(file.path);
  db.pragma('user_version = 99');
  db.close();
  await expect(openSqlite(file.path)).rejects.toThrow(
    /has schema 99, this Crier knows up to \d+: it was written by a newer version\. Start that version, or restore/,
  );
  expect(look(file.path, 'PRAGMA user_version')).toEqual([{ user_version: 99 }]);
});

test('a second process on the same database is refused with what to do', async () => {
  await expect(openElsewhere(file.path)).resolves.toBe(
    `Another Crier already runs on the database ${file.path}. Stop it first, or set DATABASE_URL.`,
  );
  await shelf.fill(lane, 1);
  await file.storage.close();
  await expect(openElsewhere(file.path)).resolves.toBe('opened');
});

test('a second store in the same process is refused as well', async () => {
  await expect(openSqlite(file.path)).rejects.toThrow('Another Crier already runs');
});

test('a path that cannot be a database is named with the cause, not taken for another Crier', async () => {
  const folder = join(dirname(file.path), 'folder.db');
  mkdirSync(folder);
  await expect(openSqlite(folder)).rejects.toThrow(`The database ${folder} cannot be used`);
  const text = join(dirname(file.path), 'text.db');
  writeFileSync(text, 'this is no database, but long enough to be looked at'.repeat(50));
  await expect(openSqlite(text)).rejects.toThrow(/not a database/);
});

test('the database is readable by its user alone', () => {
  const folder = join(dirname(file.path), 'fresh', 'deep');
  return openSqlite(join(folder, 'crier.db')).then(async (storage) => {
    expect(statSync(folder).mode & 0o077).toBe(0);
    await storage.close();
  });
});

test('after it was closed every call is refused as not available', async () => {
  await file.storage.close();
  await expect(file.storage.listRoutes()).rejects.toMatchObject({ code: 'store_unavailable' });
});

test('on a full disk nothing is half done, everything that is stored can be read, and it goes on once there is room', async () => {
  const before = await shelf.fill(lane, 3);
  const told: Change[] = [];
  file.storage.changes((change) => told.push(change));
  const isTried = await withFullDisk(async () => {
    const events = Array.from({ length: 20 }, () =>
      shelf.event({ body: 'x'.repeat(5_000), words: 'steve', deliveries: [{ destination: lane }] }),
    );
    const calls = [
      shelf.accept(...events),
      shelf.accept(shelf.event({ deliveries: [{ destination: lane }] })),
      shelf.record(lane, before, 'delivered'),
      file.storage.probe(shelf.now),
      file.storage.putRoute({ store: shelf.store, key: 'errors', destination: lane, muted: false }, shelf.now),
    ];
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } });
    }
    expect(await shelf.peek(lane)).toEqual(before);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 3, delivered: 0 });
  });
  expect(isTried, 'prlimit of util-linux is needed').toBe(true);
  expect(told).toEqual([]);
  expect(await shelf.ids({ q: 'steve' })).toEqual([]);
  await shelf.record(lane, before, 'delivered');
  const after = await shelf.fill(lane, 1);
  expect(await shelf.peek(lane)).toEqual(after);
  expect(look(file.path, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(existsSync(`${file.path}.lock`)).toBe(true);
});
