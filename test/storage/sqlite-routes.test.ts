import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../src/storage/sqlite/migrate.ts';
import { routes } from '../../src/storage/sqlite/routes.ts';

const folder = new URL('../../src/storage/sqlite/migrations/', import.meta.url);

/** A database as it was before routes were provisioned field by field. */
function databaseBefore() {
  const db = new Database(':memory:');
  const files = readdirSync(folder).sort();
  const before = files.slice(0, files.indexOf('0010-route-fields.sql'));
  for (const file of before) db.exec(readFileSync(new URL(file, folder), 'utf8'));
  db.pragma(`user_version = ${before.length}`);
  return db;
}

test('routes that were kept as a whole are carried over: what the operator had set is so in every field', () => {
  const db = databaseBefore();
  const put = db.prepare('INSERT INTO routes VALUES (?, ?, ?, ?, ?, ?)');
  put.run('main', 'default', 'dst_1', '{"muted":false}', '.env:3', 7);
  put.run('main', 'errors', 'dst_2', '{"muted":true,"username":"Shop"}', 'config/crier.yaml:9', 7);
  put.run('web', 'default', 'dst_3', '{"muted":false,"minSeverity":"error"}', null, 7);
  migrate(db);
  const place = 'config/crier.yaml:9';
  expect(routes.listRoutes.prepare(db)()).toEqual([
    {
      store: 'main',
      key: 'default',
      destination: 'dst_1',
      muted: false,
      provisioned: { destination: '.env:3', muted: '.env:3', onUncertain: '.env:3', schedule: '.env:3' },
    },
    {
      store: 'main',
      key: 'errors',
      destination: 'dst_2',
      muted: true,
      username: 'Shop',
      provisioned: { destination: place, muted: place, username: place, onUncertain: place, schedule: place },
    },
    { store: 'web', key: 'default', destination: 'dst_3', muted: false, minSeverity: 'error', provisioned: undefined },
  ]);
  db.close();
});
