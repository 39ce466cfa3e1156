import { expect, test } from 'vitest';
import type { KeyRecord } from '../../src/model/storage/registry-rows.ts';
import { ApiKeyRegistry, hashKey } from '../../src/registry/api-key-registry.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { openRegistries } from '../helpers/registries.ts';

const aKey = (secret: string, parts: Partial<KeyRecord> = {}): KeyRecord => ({
  id: `key_${secret}`,
  store: 'main',
  name: secret,
  prefix: secret.slice(0, 3),
  scopes: ['ingest'],
  createdAt: 1,
  hash: hashKey(secret),
  ...parts,
});

test('a key lets its holder in, for its store alone, in this process and the next', async () => {
  const { registries, another } = await openRegistries('workshop');
  await registries.apiKeys.put(aKey('secret', { categories: ['errors'] }));
  for (const { apiKeys } of [registries, await another()]) {
    expect(apiKeys.actorOf('secret', 'workshop')).toEqual({
      countedAs: 'key_secret',
      name: 'API key sec…',
      store: 'main',
      scopes: ['ingest'],
      categories: ['errors'],
    });
    expect(apiKeys.actorOf('Secret', 'main')).toBeUndefined();
    expect(apiKeys.actorOf(hashKey('secret'), 'main')).toBeUndefined();
    expect(apiKeys.list('main')[0]).not.toHaveProperty('hash');
  }
});

test('a revoked key stays in the list and lets nobody in', async () => {
  const { registries, another, clock } = await openRegistries();
  const { apiKeys } = registries;
  await apiKeys.put(aKey('secret'));
  expect(apiKeys.hasActive('main')).toBe(true);
  const before = await another();
  const revokedAt = clock.now();
  expect(await apiKeys.remove('main', 'key_secret')).toBe(true);
  clock.advance(1_000);
  expect(await apiKeys.remove('main', 'key_secret')).toBe(false);
  await before.apiKeys.load();
  for (const known of [apiKeys, before.apiKeys, (await another()).apiKeys]) {
    expect(known.actorOf('secret', 'main')).toBeUndefined();
    expect(known.find('main', 'key_secret')).toMatchObject({ revokedAt });
    expect(known.hasActive('main')).toBe(false);
  }
});

test('the token of the command line opens every store', async () => {
  const { registries } = await openRegistries();
  expect(registries.apiKeys.actorOf('the token of this machine', 'workshop')).toEqual({
    name: 'command line',
    store: 'workshop',
    scopes: ['admin', 'installation'],
  });
});

test('where there is no such token, none opens anything', () => {
  const nothing = async () => {};
  const storage = { listKeys: async () => [], putKey: nothing, revokeKey: async () => false, touchKeys: nothing };
  const apiKeys = new ApiKeyRegistry({ storage, clock: new FakeClock() });
  expect(apiKeys.actorOf('', 'main')).toBeUndefined();
});

test('when keys were last used is written down, and not lost where that fails', async () => {
  const { registries, storage, clock, another } = await openRegistries();
  const { apiKeys } = registries;
  await apiKeys.put(aKey('one'));
  await apiKeys.put(aKey('two'));
  const usedAt = clock.now();
  apiKeys.actorOf('one', 'main');
  const touchKeys = storage.touchKeys;
  storage.touchKeys = () => Promise.reject(new Error('disk I/O error'));
  await expect(apiKeys.recordUses()).rejects.toThrow('disk I/O error');
  storage.touchKeys = touchKeys;
  clock.advance(60_000);
  apiKeys.actorOf('two', 'main');
  await apiKeys.recordUses();
  const known = (await another()).apiKeys;
  expect(known.list('main').map(({ lastUsedAt }) => lastUsedAt)).toEqual([usedAt, usedAt + 60_000]);
});
