import { readdirSync, readFileSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { type OpenedFile, openFile } from './_files.ts';
import { Shelf } from './contract/_shelf.ts';

let file: OpenedFile;
let shelf: Shelf;
beforeEach(async () => {
  file = await openFile();
  shelf = await Shelf.open(file.storage);
});
afterEach(() => file.close());

const migrations = new URL('../../src/storage/sqlite/migrations/', import.meta.url);

/** A database as it was with an older schema. */
function writeOld(path: string, version: number, fill: (db: Database) => void): void {
  const db = new Sqlite(path);
  const names = readdirSync(migrations).sort().slice(0, version);
  for (const name of names) db.exec(readFileSync(new URL(name, migrations), 'utf8'));
  db.pragma(`user_version = ${version}`);
  fill(db);
  db.close();
}

test('a database from before there were endpoints keeps its destinations, its lanes, its dead letters and its messages', async () => {
  const path = `${file.path}.old`;
  // Before there were endpoints.
  writeOld(path, 3, (db) =>
    db.exec(`
      INSERT INTO stores VALUES ('main', 'Frostvale');
      INSERT INTO destinations (id, store_id, kind, label, fingerprint, sealed, state, broken_reason, pending, failed, created_at)
        VALUES ('dst_1', 'main', 'discord-webhook', 'discord.com', 'print', 'v1:x', 'broken', 'it is gone', 2, 1, 1);
      INSERT INTO events (id, store_id, accepted_at, body) VALUES ('evt_1', 'main', 1, '{}');
      INSERT INTO deliveries (id, event_seq, store_id, category, type, destination_seq, status, next_attempt_at, created_at, settled_at)
        VALUES ('dlv_1', 1, 'main', 'errors', 'error.one', 1, 'pending', 5000, 1, NULL),
               ('dlv_2', 1, 'main', 'errors', 'error.one', 1, 'pending', NULL, 1, NULL),
               ('dlv_3', 1, 'main', 'errors', 'error.one', 1, 'failed', NULL, 1, 7000);
      INSERT INTO messages (store_id, destination_seq, sent_at, delivered, body) VALUES ('main', 1, 1, 1, '{"n":1}');`),
  );
  const storage = await openSqlite(path);
  try {
    expect(await storage.listDestinations()).toEqual([
      {
        id: 'dst_1',
        store: 'main',
        kind: 'discord-webhook',
        label: 'discord.com',
        fingerprint: 'print',
        sealed: 'v1:x',
        state: 'broken',
        stateReason: 'it is gone',
        facts: {},
        onUncertain: 'resend',
      },
    ]);
    const { fresh, due } = await storage.peekDue('dst_1', { now: 5_000, latest: 9_000, limit: 10 });
    expect([fresh, due].map((rows) => rows.map(({ delivery }) => delivery.id))).toEqual([['dlv_2'], ['dlv_1']]);
    expect((await storage.listMessages('main', 10)).map(({ body }) => body)).toEqual(['{"n":1}']);
    expect(await storage.pruneFailed('dst_1', 7_000, 10)).toBe(0);
    expect(await storage.pruneFailed('dst_1', 7_001, 10)).toBe(1);
  } finally {
    await storage.close();
  }
});

test('what an owner said of the way to a destination is carried over into one policy', async () => {
  const path = `${file.path}.old`;
  writeOld(path, 5, (db) =>
    db.exec(`
      INSERT INTO stores VALUES ('main', 'Frostvale');
      INSERT INTO destinations (id, store_id, kind, label, fingerprint, sealed, on_uncertain, schedule, concurrency, keep_failed_ms, created_at)
        VALUES ('dst_1', 'main', 'http', 'example.com', 'a', 'v1:x', 'hold', '[1000,5000]', 3, 86400000, 1),
               ('dst_2', 'main', 'http', 'example.com', 'b', 'v1:x', 'resend', NULL, NULL, NULL, 1);`),
  );
  const storage = await openSqlite(path);
  try {
    const [first, second] = await storage.listDestinations();
    const policy = { onUncertain: 'hold', schedule: [1_000, 5_000], concurrency: 3, keepFailedMs: 86_400_000 };
    expect(first).toMatchObject(policy);
    expect(second).toMatchObject({ onUncertain: 'resend' });
    expect(Object.keys(second ?? {})).not.toContain('schedule');
    await storage.updateDestination('dst_1', { keepFailedMs: null, concurrency: 4 });
    const { keepFailedMs: _, ...rest } = { ...first, concurrency: 4 };
    expect(await storage.listDestinations()).toEqual([rest, second]);
  } finally {
    await storage.close();
  }
});

test('what a person changed of an endpoint is in the audit log once, and what was refused or changed nothing is not', async () => {
  const [record, other] = [shelf.destinationRecord({ fingerprint: 'a' }), shelf.destinationRecord()];
  const { storage } = file;
  await storage.putDestination(record, shelf.now, shelf.audit('add'));
  await storage.putDestination(other, shelf.now);
  await storage.updateDestination(other.id, { state: 'paused', concurrency: 2 }, shelf.audit('change'));
  await storage.updateDestination(other.id, { failingSince: 1 });
  await expect(storage.updateDestination(other.id, { fingerprint: 'a' }, shelf.audit('refused'))).rejects.toThrow();
  await storage.deleteDestination(record.id, shelf.audit('delete'));
  await storage.deleteDestination(record.id, shelf.audit('delete again'));
  await storage.deleteDestination(other.id);
  const db = new Sqlite(file.path, { readonly: true });
  try {
    const actions = db.prepare('SELECT action FROM audit WHERE store_id = ? ORDER BY seq').pluck().all(shelf.store);
    expect(actions).toEqual(['add', 'change', 'delete']);
  } finally {
    db.close();
  }
});

test('no secret of a deleted endpoint is left in its row', async () => {
  const id = await shelf.destination({ sealed: 'v1:the-sealed-secret', fingerprint: 'the-fingerprint' });
  await file.storage.deleteDestination(id);
  const db = new Sqlite(file.path, { readonly: true });
  try {
    const row = db.prepare<[string], object>('SELECT * FROM destinations WHERE id = ?').get(id);
    expect(row).toMatchObject({ id, state: 'deleted' });
    expect(JSON.stringify(row)).not.toMatch(/the-sealed-secret|the-fingerprint/);
  } finally {
    db.close();
  }
});
