import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../src/lib/ids.ts';
import { diskEventFiles } from '../../../src/storage/files/disk-event-files.ts';
import { withFullDisk } from '../../helpers/full-disk.ts';

let root: string;
beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'crier-files-')), 'crier.files');
});
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

const text = (content: string, name = 'log.txt') => ({ name, type: 'text/plain', content: Buffer.from(content) });

test('what was kept is read again, byte for byte, also by another process', async () => {
  const event = newId('evt');
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const kept = await diskEventFiles(root).put(event, [
    text('one'),
    { name: '../../x.png', type: 'image/png', content: bytes },
  ]);
  expect(kept).toEqual([
    { id: `${event}/0`, name: 'log.txt', type: 'text/plain', bytes: 3 },
    { id: `${event}/1`, name: '../../x.png', type: 'image/png', bytes: 256 },
  ]);
  const other = diskEventFiles(root);
  expect(await (await other.read(`${event}/0`))?.text()).toBe('one');
  expect(await (await other.read(`${event}/1`))?.bytes()).toEqual(bytes);
});

test('no name from outside becomes a path, and nobody else may read a file', async () => {
  const event = newId('evt');
  await diskEventFiles(root).put(event, [text('one', '../../../etc/passwd')]);
  expect(readdirSync(root)).toEqual([event]);
  expect(readdirSync(join(root, event))).toEqual(['0']);
  expect(statSync(join(root, event, '0')).mode & 0o077).toBe(0);
});

test.each([
  'evt_1/../../secret.key',
  '../secret.key',
  `${newId('evt')}/../0`,
  `${newId('evt')}/0/..`,
  '',
  '/etc/passwd',
])('an id that is none of ours reads nothing: %s', async (id) => {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, '../secret.key'), 'secret');
  expect(await diskEventFiles(root).read(id)).toBeUndefined();
});

test('a file that was never kept, or was dropped, is not there', async () => {
  const files = diskEventFiles(root);
  const event = newId('evt');
  expect(await files.read(`${event}/0`)).toBeUndefined();
  await files.put(event, [text('one')]);
  await files.drop([event, newId('evt'), 'evt_none']);
  expect(await files.read(`${event}/0`)).toBeUndefined();
  expect(readdirSync(root)).toEqual([]);
});

test('events with files are listed by age, drafts of a crash too', async () => {
  const files = diskEventFiles(root);
  expect(await files.list(Date.now() + 60_000)).toEqual([]);
  const events = [newId('evt'), newId('evt'), newId('evt')];
  for (const event of events.slice(0, 2)) await files.put(event, [text('one')]);
  mkdirSync(join(root, `${events[2]}.draft`));
  writeFileSync(join(root, 'README'), 'not ours');
  expect(await files.list(Date.now() + 60_000)).toEqual(events);
  expect(await files.list(Date.now() - 60_000)).toEqual([]);
  await files.drop(events);
  expect(readdirSync(root)).toEqual(['README']);
});

test('a disk that takes nothing is said, and leaves no file that looks whole', async (context) => {
  const files = diskEventFiles(root);
  const event = newId('evt');
  await files.put(newId('evt'), [text('warm')]);
  const ran = await withFullDisk(async () => {
    await expect(files.put(event, [text('x'.repeat(100_000))])).rejects.toMatchObject({ code: 'store_unavailable' });
  });
  if (!ran) return context.skip();
  expect(await files.read(`${event}/0`)).toBeUndefined();
  // A sender tries again, each time as a new event: what is left of every try would keep the disk full.
  expect(readdirSync(root).filter((name) => name.startsWith(event))).toEqual([]);
});

test('a draft takes files in as they come, and is its event’s at once', async () => {
  const files = diskEventFiles(root);
  const draft = files.draft();
  await draft.add({ name: 'log.txt', type: 'text/plain' }, [Buffer.from('one '), Buffer.from('two')]);
  const [made = ''] = readdirSync(root);
  expect(made).toMatch(/^evt_[0-9a-f]{32}\.draft$/);
  const event = newId('evt');
  expect(await files.put(event, draft)).toEqual([{ id: `${event}/0`, name: 'log.txt', type: 'text/plain', bytes: 7 }]);
  await draft.drop();
  expect(await (await files.read(`${event}/0`))?.text()).toBe('one two');
});

test('a draft whose bytes end too soon tells why, and leaves nothing once it is dropped', async () => {
  const draft = diskEventFiles(root).draft();
  async function* cutOff() {
    yield Buffer.from('half');
    throw new Error('the sender went away');
  }
  await expect(draft.add({ name: 'a', type: 'b' }, cutOff())).rejects.toThrow('the sender went away');
  await draft.drop();
  expect(readdirSync(root)).toEqual([]);
});

test('a draft on a disk that takes nothing says so', async (context) => {
  const files = diskEventFiles(root);
  await files.put(newId('evt'), [text('warm')]);
  const draft = files.draft();
  const ran = await withFullDisk(async () => {
    const added = draft.add({ name: 'a', type: 'b' }, [Buffer.alloc(100_000)]);
    await expect(added).rejects.toMatchObject({ code: 'store_unavailable' });
  });
  if (!ran) return context.skip();
  await draft.drop();
  expect(readdirSync(root)).toHaveLength(1);
});
