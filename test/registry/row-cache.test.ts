import { expect, test } from 'vitest';
import { RowCache } from '../../src/registry/row-cache.ts';

interface Row {
  store: string;
  key: string;
  value: number;
}

const turn = () => new Promise(setImmediate);

const row = (key: string, value = 1, store = 'main'): Row => ({ store, key, value });

/** A cache over rows that the test decides on; a reading ends when the test says so. */
async function open(stored: Row[] = []) {
  const changes: string[] = [];
  const readings: { answer(rows: readonly Row[]): void; fail(error: Error): void }[] = [];
  const cache = new RowCache<Row>({
    keyOf: ({ key }) => key,
    read: () =>
      new Promise<readonly Row[]>((resolve, reject) =>
        readings.push({ answer: resolve, fail: (error) => reject(error) }),
      ),
    onChange: (before, after) => changes.push(`${before?.key ?? '–'} ${before?.value ?? '–'} → ${after?.value ?? '–'}`),
  });
  const put = (one: Row, write = async () => {}) => cache.put(write, () => one);
  for (const one of stored) await put(one);
  changes.length = 0;
  return { cache, changes, readings, put };
}

test('rows are found by store and key', async () => {
  const { cache } = await open([row('a'), row('b'), row('a', 2, 'other')]);
  expect(cache.find('main', 'a')).toEqual(row('a'));
  expect(cache.find('other', 'a')).toEqual(row('a', 2, 'other'));
  expect(cache.find('other', 'b')).toBeUndefined();
  expect([...cache.of('main').keys()]).toEqual(['a', 'b']);
  expect(cache.all()).toHaveLength(3);
});

test('a store without rows has an empty map, the same one each time', async () => {
  const { cache } = await open();
  expect(cache.of('nowhere').size).toBe(0);
  expect(cache.of('nowhere')).toBe(cache.of('elsewhere'));
});

test('a row that is written again keeps its place', async () => {
  const { cache, changes, put } = await open([row('a'), row('b')]);
  expect(await put(row('a', 2))).toEqual(row('a', 2));
  expect([...cache.of('main').values()]).toEqual([row('a', 2), row('b')]);
  expect(await cache.delete('main', 'a', async () => true)).toBe(true);
  expect(await cache.delete('main', 'a', async () => false)).toBe(false);
  expect(changes).toEqual(['a 1 → 2', 'a 2 → –']);
});

test('a reading brings what is new and changed, drops what is gone, and leaves the rest as it is', async () => {
  const { cache, changes, readings } = await open([row('same'), row('changed'), row('gone')]);
  const same = cache.find('main', 'same');
  const loaded = cache.load();
  readings[0]?.answer([row('same'), row('changed', 2), row('new', 3, 'other')]);
  await loaded;
  expect(cache.find('main', 'same')).toBe(same);
  expect(cache.all()).toEqual([row('same'), row('changed', 2), row('new', 3, 'other')]);
  expect(changes).toEqual(['changed 1 → 2', '– – → 3', 'gone 1 → –']);
});

test('what is written while a reading is under way stands over what was read', async () => {
  const { cache, readings, put } = await open([row('deleted'), row('put')]);
  const loaded = cache.load();
  await put(row('put', 2));
  await put(row('new'));
  await cache.delete('main', 'deleted', async () => true);
  readings[0]?.answer([row('deleted'), row('put'), row('read')]);
  await loaded;
  expect(cache.all()).toEqual([row('put', 2), row('new'), row('read')]);
  // The next reading tells the truth again.
  const again = cache.load();
  readings[1]?.answer([row('put')]);
  await again;
  expect(cache.all()).toEqual([row('put')]);
});

test('calls while a reading is under way share the next one', async () => {
  const { cache, readings } = await open();
  const first = cache.load();
  const [second, third] = [cache.load(), cache.load()];
  expect(second).toBe(third);
  expect(readings).toHaveLength(1);
  readings[0]?.answer([row('a')]);
  await first;
  await turn();
  readings[1]?.answer([row('a', 2)]);
  await Promise.all([second, third]);
  expect(cache.find('main', 'a')).toEqual(row('a', 2));
  expect(readings).toHaveLength(2);
});

test('where the rows cannot be read, those that are known stay, and the next reading may succeed', async () => {
  const { cache, readings } = await open([row('a')]);
  const failed = cache.load();
  const next = cache.load();
  readings[0]?.fail(new Error('disk I/O error'));
  await expect(failed).rejects.toThrow('disk I/O error');
  expect(cache.all()).toEqual([row('a')]);
  await turn();
  readings[1]?.answer([]);
  await next;
  expect(cache.all()).toEqual([]);
});

test('what cannot be written changes nothing', async () => {
  const { cache, changes, put } = await open([row('a')]);
  const fail = () => Promise.reject(new Error('disk I/O error'));
  await expect(put(row('a', 2), fail)).rejects.toThrow('disk I/O error');
  await expect(cache.delete('main', 'a', fail)).rejects.toThrow('disk I/O error');
  expect(cache.all()).toEqual([row('a')]);
  expect(changes).toEqual([]);
});
