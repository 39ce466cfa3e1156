import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite.ts';
import { makeDatabase, oldDatabases } from './_databases.ts';

const migrations = new URL('../../../src/storage/sqlite/migrations/', import.meta.url);

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crier-migrate-'));
  path = join(dir, 'crier.db');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** One column of all rows. */
function look(file: string, sql: string): unknown[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare(sql).pluck().all();
  } finally {
    db.close();
  }
}

/** Tables with their columns, and indexes, however they came to be. */
function schemaOf(file: string): string[] {
  const columns = look(
    file,
    `SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || ifnull(c.dflt_value, '') || ' ' || c.pk
      FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`,
  );
  const indexes = look(file, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
  return [...columns, ...indexes].map((one) => String(one).replace(/\s+/g, ' ').replace('IF NOT EXISTS ', '')).sort();
}

/** The hash of every migration that has landed. Only ever add a line: a database knows nothing of an edited one. */
const landed = {
  '0001-main.sql': '955a8db22ca6d4cb40cbc30ee546fd88fce1713dbfd1c79082b0eb1e1017bca2',
  '0002-sources.sql': '23538e78c4490559dd3260524dc92fab617a17dca0bbde49f43c00ba5205bc0a',
  '0003-webhooks.sql': '30f4fd87e4d6764b2ed446456a7387e9d0d80fdded30c234547d73bdeb191935',
  '0004-endpoints.sql': 'cf79801fbe8cf6a66d6958489f9966c4076d4c751aae85709c47cd9c5cba8251',
  '0005-bot.sql': 'e755b4c0036abc7e18ac89881c86b107df79db61853e95d990e5eab8a77ed712',
  '0006-policies.sql': '12dc7dd2612463d33e8a77fd12abbb064dd4372e587a9eeb6db96a90461e3b61',
  '0007-indexes.sql': '5e9b807de2e89a0d349122942859cfe429bd7034e77733f364d38d510d72e6a6',
  '0008-in-flight.sql': '6f97b332214a326558146a72a13e99d15b3486676324fbd8c54179caa01778ca',
  '0009-relayed.sql': '3d2f699963ab46aa21fdd5a81342e86799c9123f63d6124c6f5e3783e7d224be',
  '0010-installation.sql': '211172548d31bac543e155d06b047b580252bd557c125ff1b31eaff9aa6010f8',
  '0011-delivery-hours.sql': 'bbcba5662ae2e1ae818c8f1aebb74aafe6c92548e70ab176f4b71c3b7489250b',
  '0012-inheriting-routes.sql': '3fdb599d0f8e1f68d5f9fcfb2866491a653c6e44b14a55158520a25775a28ab5',
  '0013-event-keys.sql': '7ee3630b6e8b9cc14ce2077e74b3be19fbdba3aad0be1ef6f8c5dd23b91f669a',
  '0014-occurred-at.sql': '92c20bafadae0663ed670e385022c8f8793c43b962b49471601f476e8a0acab9',
  '0015-held.sql': '38fddb26c3d7863c6d064585b4430959747abc7da6a8b4bee9d64ea17472668f',
};

test('no migration that has landed is edited, renamed or taken away', () => {
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(new URL(name, migrations), 'utf8').replaceAll('\r\n', '\n'))
      .digest('hex');
  expect(Object.fromEntries(readdirSync(migrations).map((name) => [name, hash(name)]))).toEqual(landed);
});

test.each(oldDatabases)('%s opens with what waits in it, whole, and with the newest schema', async (name) => {
  makeDatabase(name, path);
  const storage = await openSqlite(path);
  const waiting = await storage.listDeliveries({ store: 'main', status: 'pending' }, { limit: 10 });
  const [lane = ''] = await storage.listWaitingLanes();
  const peeked = await storage.peekLane(lane, 10);
  const found = (await storage.listDeliveries({ store: 'main', q: 'steve' }, { limit: 10 })).rows.length;
  await storage.close();
  expect(waiting.rows.map(({ type }) => type)).toEqual(['error.database', 'payment.completed']);
  expect(peeked).toHaveLength(2);
  expect(found).toBe(1);
  expect(look(path, 'PRAGMA integrity_check')).toEqual(['ok']);
  expect(look(path, 'PRAGMA foreign_key_check')).toEqual([]);
  const fresh = join(dir, 'fresh.db');
  await (await openSqlite(fresh)).close();
  expect(schemaOf(path)).toEqual(schemaOf(fresh));
});

test('events of an older database that were told late are found by when they happened', async () => {
  makeDatabase('schema-6.sql', path);
  const db = new Sqlite(path);
  const at = 1_700_000_000_000;
  const add = db.prepare('INSERT INTO events (id, store_id, accepted_at, body) VALUES (?, ?, ?, ?)');
  for (const [id, occurredAt] of [
    ['evt_late', at - 7_200_000],
    ['evt_first', -5],
    ['evt_soon', at - 60_000],
  ] as const)
    add.run(id, 'main', at, JSON.stringify({ id, type: id, occurredAt, acceptedAt: at }));
  db.close();
  const storage = await openSqlite(path);
  const { rows } = await storage.listEventFacts('main', { from: at - 7_200_000, to: at, limit: 10 });
  await storage.close();
  expect(rows.map(({ type }) => type)).toEqual(['evt_late', 'evt_soon']);
  expect(
    look(path, "SELECT occurred_at FROM events WHERE id LIKE 'evt_late' OR id LIKE 'evt_first' OR id LIKE 'evt_soon'"),
  ).toEqual([at - 7_200_000, 0, null]);
});
