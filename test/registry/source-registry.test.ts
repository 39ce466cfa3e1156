import { expect, test } from 'vitest';
import { openRegistries } from '../helpers/registries.ts';

const tebex = { store: 'main', source: 'tebex', secrets: ['sealed-secret'], username: 'relay' };

test('a source is switched on and off, for this process and the next', async () => {
  const { registries, another, clock } = await openRegistries('workshop');
  const { sources } = registries;
  const enabled = await sources.put({ ...tebex, category: 'transactions' });
  expect(enabled.createdAt).toBe(clock.now());
  for (const known of [sources, (await another()).sources]) expect(known.find('main', 'tebex')).toEqual(enabled);
  expect(sources.find('workshop', 'tebex')).toBeUndefined();

  expect(await sources.remove('main', 'tebex')).toBe(true);
  expect(await sources.remove('main', 'tebex')).toBe(false);
  for (const known of [sources, (await another()).sources]) expect(known.all()).toEqual([]);
});

test('its secrets are sealed where they are kept', async () => {
  const { registries, storage, another } = await openRegistries();
  await registries.sources.put(tebex);
  expect(JSON.stringify(await storage.listSources())).not.toMatch(/sealed-secret|relay/);
  await expect(another({ secretKey: Buffer.alloc(32, 2) })).rejects.toThrow(/secret key/i);
});

test('changed, it keeps the time at which it was switched on', async () => {
  const { registries, another, clock } = await openRegistries();
  const { createdAt } = await registries.sources.put(tebex);
  clock.advance(60_000);
  await registries.sources.put({ ...tebex, secrets: ['new', 'old'] });
  for (const known of [registries, await another()]) {
    expect(known.sources.find('main', 'tebex')).toMatchObject({ secrets: ['new', 'old'], createdAt });
  }
});

test('the sources of a store come by name, one source in the order of its stores', async () => {
  const { registries } = await openRegistries('workshop');
  const { sources } = registries;
  for (const source of ['tebex', 'github', 'kofi']) await sources.put({ store: 'main', source, secrets: [] });
  await sources.put({ ...tebex, store: 'workshop' });
  expect(sources.list('main').map(({ source }) => source)).toEqual(['github', 'kofi', 'tebex']);
  expect(sources.allOf('tebex').map(({ store }) => store)).toEqual(['main', 'workshop']);
  expect(sources.list('nowhere')).toEqual([]);
});
