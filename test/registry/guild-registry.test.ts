import { expect, test } from 'vitest';
import { openRegistries } from '../helpers/registries.ts';

const link = (id: string, store: string, linkedAt: number) => ({ id, store, linkedAt, linkedBy: 'test' });

test('links are listed from both sides, the first one in front', async () => {
  const { registries, another } = await openRegistries('workshop', 'arcade');
  for (const one of [
    link('2', 'main', 30),
    link('1', 'workshop', 20),
    link('1', 'main', 20),
    link('1', 'arcade', 10),
  ]) {
    await registries.guilds.put(one);
  }
  for (const { guilds } of [registries, await another()]) {
    expect(guilds.find('main', '2')).toEqual(link('2', 'main', 30));
    expect(guilds.list('main').map(({ id }) => id)).toEqual(['1', '2']);
    expect(guilds.storesOf('1')).toEqual(['arcade', 'main', 'workshop']);
    expect(guilds.storesOf('3')).toEqual([]);
  }
});

test('a link to a store that is not set up any more leads nowhere', async () => {
  const { registries, storage } = await openRegistries();
  await storage.putStore({ id: 'closed', name: 'Closed' });
  await registries.guilds.put(link('1', 'closed', 10));
  expect(registries.guilds.storesOf('1')).toEqual([]);
});

test('each change of a link tells its server, whichever process made it', async () => {
  const { registries, another } = await openRegistries();
  const other = await another();
  const changed: string[] = [];
  other.guilds.changed.subscribe((id) => changed.push(id));
  await registries.guilds.put(link('1', 'main', 10));
  await registries.guilds.put(link('2', 'main', 20));
  await other.guilds.load();
  expect(changed).toEqual(['1', '2']);
  await other.guilds.load();
  expect(await registries.guilds.remove('main', '1')).toBe(true);
  await other.guilds.load();
  await other.guilds.put(link('2', 'main', 30));
  expect(changed).toEqual(['1', '2', '1', '2']);
  // What was not there tells nobody.
  expect(await other.guilds.remove('main', '1')).toBe(false);
  expect(changed).toHaveLength(4);
});
