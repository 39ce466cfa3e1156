import { expect, onTestFinished, test } from 'vitest';
import { createEmitter } from '../../src/lib/emitter.ts';
import type { Change } from '../../src/model/storage/changes.ts';
import { hashKey } from '../../src/registry/api-key-registry.ts';
import { followChanges, type Registries } from '../../src/registry/registries.ts';
import { addRoute, openRegistries, type RegistryWorld, wantedEndpoint } from '../helpers/registries.ts';

/** Each noun: how one process writes a row of it, and how another tells that it knows it. */
const nouns: Record<
  string,
  { write(registries: Registries): Promise<unknown>; knows(registries: Registries): unknown }
> = {
  route: {
    write: (registries) => addRoute(registries, 'errors'),
    knows: ({ routes }) => routes.find('main', 'errors'),
  },
  destination: {
    write: ({ destinations }) => destinations.put(wantedEndpoint('billing')),
    knows: ({ destinations }) => destinations.subscribers('main')[0],
  },
  source: {
    write: ({ sources }) => sources.put({ store: 'main', source: 'tebex', secrets: ['s'] }),
    knows: ({ sources }) => sources.find('main', 'tebex'),
  },
  webhook: {
    write: ({ webhooks }) => webhooks.put({ store: 'main', name: 'Sales', category: 'transactions' }),
    knows: ({ webhooks }) => webhooks.list('main')[0],
  },
  guild: {
    write: ({ guilds }) => guilds.put({ id: '1', store: 'main', linkedAt: 1, linkedBy: 'test' }),
    knows: ({ guilds }) => guilds.storesOf('1')[0],
  },
  key: {
    write: ({ apiKeys }) =>
      apiKeys.put({
        id: 'key_1',
        store: 'main',
        name: 'n',
        prefix: 'p',
        scopes: ['read'],
        createdAt: 1,
        hash: hashKey('secret'),
      }),
    knows: ({ apiKeys }) => apiKeys.actorOf('secret', 'main'),
  },
};

/** Another process that hears of changes. */
async function follow({ another }: RegistryWorld) {
  const registries = await another();
  const feed = createEmitter<Change>();
  const tell = (noun: string, isOwn = false) =>
    feed.emit({ noun: noun as Change['noun'], store: 'main', id: '1', isOwn });
  const errors: [string, unknown][] = [];
  const end = followChanges(registries, { changes: (listener) => feed.subscribe(listener) }, ({ noun }, error) =>
    errors.push([noun, error]),
  );
  return { registries, tell, errors, end };
}

test.each(Object.entries(nouns))(
  'a %s that another process has written is read anew',
  async (noun, { write, knows }) => {
    const world = await openRegistries();
    const { registries, tell, errors } = await follow(world);
    await write(world.registries);
    expect(knows(registries)).toBeUndefined();
    tell(noun);
    await expect.poll(() => knows(registries)).toBeDefined();
    expect(errors).toEqual([]);
  },
);

test('changes that no registry has are passed over, and none is heard after the end', async () => {
  const world = await openRegistries();
  const { registries, tell, errors, end } = await follow(world);
  await addRoute(world.registries, 'errors');
  for (const noun of ['digest', 'constructor', '']) tell(noun);
  end();
  tell('route');
  // A call of the store that comes after the reading would have.
  await world.storage.listRoutes();
  expect(registries.routes.list('main')).toEqual([]);
  expect(errors).toEqual([]);
});

test('a change that cannot be read is told of, and what was known stays', async () => {
  const world = await openRegistries();
  await addRoute(world.registries, 'errors');
  const { registries, tell, errors } = await follow(world);
  await world.storage.close();
  tell('route');
  await expect.poll(() => errors.length).toBe(1);
  expect(errors[0]?.[0]).toBe('route');
  expect(registries.routes.list('main')).toHaveLength(1);
});

test('a change of our own is known already, and is not read again', async () => {
  const { registries, storage } = await openRegistries();
  let readings = 0;
  const { listRoutes } = storage;
  storage.listRoutes = () => {
    readings += 1;
    return listRoutes();
  };
  const told: Change[] = [];
  storage.changes((change) => told.push(change));
  onTestFinished(followChanges(registries, storage, (_, error) => expect.unreachable(String(error))));
  await addRoute(registries, 'errors');
  await registries.routes.remove('main', 'errors');
  expect(told.filter(({ noun }) => noun === 'route')).toHaveLength(2);
  expect(readings).toBe(0);
});
