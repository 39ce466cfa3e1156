import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesFolderOf } from '../../../src/lib/files-folder.ts';
import { newId } from '../../../src/lib/ids.ts';
import { copyFiles } from '../../../src/storage/files/copy-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crier-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const database = () => join(folder, 'crier.db');
const target = () => join(folder, 'backup.db');

/** Keeps a file for each of so many events. Answers these. */
function keep(count: number): string[] {
  const events = Array.from({ length: count }, () => newId('evt'));
  for (const event of events) {
    mkdirSync(join(filesFolderOf(database()), event), { recursive: true });
    writeFileSync(join(filesFolderOf(database()), event, '0'), event);
  }
  return events;
}

test('what is kept is copied, drafts are not', async () => {
  const events = keep(3);
  mkdirSync(join(filesFolderOf(database()), `${newId('evt')}.draft`));
  await copyFiles(database(), target());
  expect(readdirSync(filesFolderOf(target()))).toEqual(events);
  for (const event of events) expect(readFileSync(join(filesFolderOf(target()), event, '0'), 'utf8')).toBe(event);
});

test('where no event has files there is nothing to copy', async () => {
  await copyFiles(database(), target());
  expect(existsSync(filesFolderOf(target()))).toBe(false);
});

test('files that are taken away meanwhile leave none of the others behind', async () => {
  const events = keep(200);
  const gone = events.filter((_, index) => index % 2 === 1);
  const copying = copyFiles(database(), target());
  // Its list is read by now, and most of it not copied yet.
  while (!existsSync(filesFolderOf(target())) || readdirSync(filesFolderOf(target())).length === 0)
    await setImmediate();
  for (const event of gone) rmSync(join(filesFolderOf(database()), event), { recursive: true });
  await copying;
  const there = readdirSync(filesFolderOf(target()));
  for (const event of events.filter((one) => !gone.includes(one))) expect(there).toContain(event);
});
