import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesFolderOf } from '../../../src/lib/files-folder.ts';
import { newId } from '../../../src/lib/ids.ts';
import { backupFile } from '../../../src/storage/sqlite/backup-file.ts';
import { withFullDisk } from '../../helpers/full-disk.ts';
import { type OpenedFile, openFile } from '../_files.ts';

let file: OpenedFile;
let target: string;
beforeEach(async () => {
  file = await openFile();
  target = join(dirname(file.path), 'backup.db');
});
afterEach(() => file.close());

const backups = () => readdirSync(dirname(file.path)).filter((name) => name.startsWith('backup'));

test('a backup has its name only once it is whole', async () => {
  const event = newId('evt');
  await file.storage.files.put(event, [{ name: 'a.png', type: 'image/png', content: Buffer.from('picture') }]);
  const sizes = new Set<number>();
  const watch = setInterval(() => existsSync(target) && sizes.add(statSync(target).size), 0);
  await file.storage.backup(target);
  clearInterval(watch);
  sizes.add(statSync(target).size);
  expect(sizes.size).toBe(1);
  expect(readdirSync(filesFolderOf(target))).toEqual([event]);
  expect(backups().sort()).toEqual(['backup.db', 'backup.files']);
});

test('of backups at the same time one is made, and the others are told to ask again', async () => {
  const results = await Promise.allSettled([1, 2, 3].map((one) => file.storage.backup(`${target}-${one}.db`)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  for (const result of results.slice(1))
    expect(result).toMatchObject({ reason: { code: 'wrong_state', retryAfterSeconds: expect.any(Number) } });
  await file.storage.backup(target);
});

test('a backup that fails leaves nothing behind', async () => {
  const isTried = await withFullDisk(async () => {
    await expect(file.storage.backup(target)).rejects.toThrow();
    await expect(backupFile(file.path, target)).rejects.toThrow();
  });
  expect(isTried, 'prlimit of util-linux is needed').toBe(true);
  expect(backups()).toEqual([]);
  await file.storage.backup(target);
});

test('nothing that is there already is written over', async () => {
  writeFileSync(target, 'mine');
  await expect(file.storage.backup(target)).rejects.toMatchObject({ code: 'wrong_state' });
  mkdirSync(join(dirname(target), 'backup-2.files'));
  await expect(backupFile(file.path, join(dirname(target), 'backup-2.db'))).rejects.toThrow('is there already');
  expect(statSync(target).size).toBe(4);
});

test('what a cut-off backup left is replaced', async () => {
  writeFileSync(`${target}.part`, 'half');
  await backupFile(file.path, target);
  const db = new Sqlite(target, { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
