import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newestSchema } from '../../../src/storage/sqlite/migrate.ts';
import { openSqlite } from '../../../src/storage/sqlite/open-sqlite.ts';
import { withFullDisk } from '../../helpers/full-disk.ts';
import { makeDatabase } from './_databases.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crier-open-'));
  path = join(dir, 'crier.db');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** One value of a database file. */
function look(file: string, sql: string): unknown {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare(sql).pluck().get();
  } finally {
    db.close();
  }
}

const copies = () => readdirSync(dir).filter((name) => name.includes('before'));

test('an old database is copied as it was before its schema changes, and the opening tells of it', async () => {
  makeDatabase('schema-5.sql', path);
  const storage = await openSqlite(path);
  await storage.close();
  const [copy = ''] = copies();
  expect(storage.opening).toEqual({
    isNew: false,
    upgraded: { from: 5, to: newestSchema, copy: join(dir, copy) },
  });
  expect(copy).toMatch(/^crier-before-5-\d+-\d{4}-\d\d-\d\dT[\d-]+Z\.db$/);
  expect(look(join(dir, copy), 'PRAGMA user_version')).toBe(5);
  expect(look(join(dir, copy), "SELECT count(*) FROM deliveries WHERE status = 'pending'")).toBe(2);
  expect(look(join(dir, copy), 'PRAGMA integrity_check')).toBe('ok');
  expect(look(path, 'PRAGMA user_version')).toBe(newestSchema);
});

test('a new database and one of the newest schema are not copied', async () => {
  const first = await openSqlite(path);
  await first.close();
  const second = await openSqlite(path);
  await second.close();
  expect([first.opening, second.opening]).toEqual([{ isNew: true }, { isNew: false }]);
  expect(copies()).toEqual([]);
});

test('the last three copies are kept, and what only looks like one', async () => {
  const old = [1, 2, 3].map((day) => `crier-before-1-2-2026-01-0${day}T00-00-00-000Z.db`);
  for (const name of [...old, 'crier-before-the-move.db', 'other-before-1-2-2026-01-01T00-00-00-000Z.db'])
    writeFileSync(join(dir, name), '');
  makeDatabase('schema-6.sql', path);
  await (await openSqlite(path)).close();
  expect(copies().filter((name) => name.startsWith('crier-before-6-'))).toHaveLength(1);
  expect(copies()).not.toContain(old[0]);
  expect(copies()).toEqual(expect.arrayContaining([...old.slice(1), 'crier-before-the-move.db']));
  expect(copies()).toHaveLength(5);
});

test('where the copy has no room nothing changes, and the cure is told', async () => {
  makeDatabase('schema-5.sql', path);
  const isTried = await withFullDisk(async () => {
    await expect(openSqlite(path)).rejects.toThrow(/has to be copied .* Nothing has changed\. Free some room/);
  }, 60_000);
  expect(isTried, 'prlimit of util-linux is needed').toBe(true);
  expect(look(path, 'PRAGMA user_version')).toBe(5);
  expect(readdirSync(dir).filter((name) => name.includes('before'))).toEqual([]);
  await (await openSqlite(path)).close();
  expect(copies()).toHaveLength(1);
});

test('a disk without any room is told as such, not as a matter of rights', async () => {
  await (await openSqlite(path)).close();
  await withFullDisk(async () => {
    await expect(openSqlite(path)).rejects.toThrow(
      `There is no room on the disk of ${dir}: free some, then start again.`,
    );
  });
});

test('a database cut in half is named with the way to a backup', async () => {
  makeDatabase('schema-6.sql', path);
  await (await openSqlite(path)).close();
  truncateSync(path, 40_000);
  const opening = openSqlite(path).then(async (storage) => {
    try {
      await storage.listDestinations();
      return await storage.listDeliveries({ store: 'main' }, { limit: 10 });
    } finally {
      await storage.close();
    }
  });
  await expect(opening).rejects.toThrow(
    `The database ${path} cannot be used: database disk image is malformed. Put a backup in its place: npm run crier -- restore <file>.`,
  );
});

test('the database of another program is left alone', async () => {
  const db = new Sqlite(path);
  db.exec('CREATE TABLE wp_posts (id INTEGER PRIMARY KEY)');
  db.close();
  await expect(openSqlite(path)).rejects.toThrow(/belongs to another program\. Set DATABASE_URL/);
  expect(look(path, 'SELECT count(*) FROM sqlite_schema')).toBe(1);
});

test('a second Crier on the same file is refused, whatever path it comes by', async () => {
  const storage = await openSqlite(path);
  try {
    mkdirSync(join(dir, 'elsewhere'));
    symlinkSync(path, join(dir, 'elsewhere', 'linked.db'));
    symlinkSync(dir, join(dir, 'elsewhere', 'folder'));
    for (const other of ['elsewhere/linked.db', 'elsewhere/folder/crier.db'])
      await expect(openSqlite(join(dir, other))).rejects.toThrow('Another Crier already runs');
  } finally {
    await storage.close();
  }
});

test('a link to a file that is not there yet is one path with it', async () => {
  symlinkSync('crier.db', join(dir, 'linked.db'));
  const storage = await openSqlite(join(dir, 'linked.db'));
  try {
    await expect(openSqlite(path)).rejects.toThrow('Another Crier already runs');
  } finally {
    await storage.close();
  }
});

test('copies that were cut off are removed at the next opening, finished ones stay', async () => {
  for (const name of ['backup-1.db.part', 'backup-1.db.part-journal', 'crier-before-5-6-x.db.part', 'backup-2.db'])
    writeFileSync(join(dir, name), '');
  mkdirSync(join(dir, 'backup-1.db.part.files', 'evt_1'), { recursive: true });
  await (await openSqlite(path)).close();
  expect(readdirSync(dir).filter((name) => !name.startsWith('crier.'))).toEqual(['backup-2.db']);
});
