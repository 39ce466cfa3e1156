import { readdirSync, readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../src/storage/sqlite/migrate.ts';

const migrations = new URL('../../src/storage/sqlite/migrations/', import.meta.url);

interface Key {
  id: string;
  store?: string;
  scopes: string[];
  createdAt: number;
  revokedAt?: number;
  provisionedBy?: string;
}

/** The scopes of keys after an upgrade, of those that were kept before it. */
function upgraded(keys: readonly Key[]): Record<string, string[]> {
  const db = new Sqlite(':memory:');
  const names = readdirSync(migrations).sort();
  const version = names.indexOf('0010-installation.sql');
  for (const name of names.slice(0, version)) db.exec(readFileSync(new URL(name, migrations), 'utf8'));
  db.pragma(`user_version = ${version}`);
  const put = db.prepare(`
    INSERT INTO api_keys (id, store_id, name, prefix, hash, scopes, created_at, revoked_at, provisioned_by)
    VALUES (?, ?, 'a key', 'crier_', ?, ?, ?, ?, ?)`);
  for (const { id, store = 'main', scopes, createdAt, revokedAt = null, provisionedBy = null } of keys) {
    put.run(id, store, id, JSON.stringify(scopes), createdAt, revokedAt, provisionedBy);
  }
  migrate(db);
  const rows = db.prepare<[], { id: string; scopes: string }>('SELECT id, scopes FROM api_keys').all();
  db.close();
  return Object.fromEntries(rows.map(({ id, scopes }) => [id, JSON.parse(scopes)]));
}

test('the oldest valid admin key of main holds the installation after an upgrade, and no other', () => {
  const scopes = upgraded([
    { id: 'revoked', scopes: ['admin'], createdAt: 1, revokedAt: 2 },
    { id: 'ingest', scopes: ['ingest'], createdAt: 2 },
    { id: 'other', store: 'workshop', scopes: ['admin'], createdAt: 3 },
    { id: 'first', scopes: ['admin'], createdAt: 4 },
    { id: 'second', scopes: ['admin', 'ingest'], createdAt: 5 },
  ]);
  expect(scopes).toEqual({
    revoked: ['admin'],
    ingest: ['ingest'],
    other: ['admin'],
    first: ['admin', 'installation'],
    second: ['admin', 'ingest'],
  });
});

test('the key of the environment holds it as well', () => {
  const scopes = upgraded([
    { id: 'first', scopes: ['admin'], createdAt: 1 },
    { id: 'environment', scopes: ['admin'], createdAt: 9, provisionedBy: 'CRIER_API_KEY' },
  ]);
  expect(scopes).toEqual({ first: ['admin', 'installation'], environment: ['admin', 'installation'] });
});
