import { expect, test } from 'vitest';
import { isReachable, isRouted } from '../../src/registry/reachability.ts';
import { addRoute, openRegistries, wanted, wantedEndpoint } from '../helpers/registries.ts';

test('a route is kept, changed and taken away, for this process and the next', async () => {
  const { registries, another } = await openRegistries('workshop');
  const { routes } = registries;
  const errors = await addRoute(registries, 'errors', { mentionRole: '175928847299117063' });
  await addRoute(registries, 'default', { store: 'workshop' });
  await routes.put({ store: 'main', key: 'errors', destination: errors.id, muted: true });

  for (const known of [routes, (await another()).routes]) {
    expect(known.find('main', 'errors')).toEqual({ store: 'main', key: 'errors', destination: errors.id, muted: true });
    expect(known.find('workshop', 'errors')).toBeUndefined();
    expect([...known.byKey('main').keys()]).toEqual(['errors']);
    expect(known.list('workshop').map(({ key }) => key)).toEqual(['default']);
    expect(known.all()).toHaveLength(2);
  }

  expect(await routes.remove('main', 'errors')).toBe(true);
  expect(await routes.remove('main', 'errors')).toBe(false);
  expect(routes.find('main', 'errors')).toBeUndefined();
  expect((await another()).routes.list('main')).toEqual([]);
});

test('a change of a route writes its parts alone, here and for the next process', async () => {
  const { registries, another } = await openRegistries();
  const { routes } = registries;
  const { id: destination } = await addRoute(registries, 'errors', { username: 'Till', minSeverity: 'error' });
  const name = { store: 'main', key: 'errors' };
  await Promise.all([routes.change(name, { muted: true }), routes.change(name, { username: null })]);
  const now = { ...name, destination, muted: true, minSeverity: 'error' };
  for (const known of [routes, (await another()).routes]) expect(known.find('main', 'errors')).toEqual(now);
  const bare = await routes.change({ store: 'main', key: 'gifting' }, { muted: true });
  expect(bare).toMatchObject({ muted: true, destination: undefined });
  const made = await routes.change({ store: 'main', key: 'gifting', destination }, { muted: true });
  expect(routes.find('main', 'gifting')).toBe(made);
});

test('what cannot be written is not known either', async () => {
  const { registries, storage } = await openRegistries();
  const kept = await addRoute(registries, 'default');
  await storage.close();
  const route = { store: 'main', key: 'errors', destination: kept.id, muted: false };
  await expect(registries.routes.put(route)).rejects.toThrow();
  await expect(registries.routes.remove('main', 'default')).rejects.toThrow();
  expect(registries.routes.list('main').map(({ key }) => key)).toEqual(['default']);
});

test('a destination is reachable by a route, by its subscription, and as the preview, until it is deleted', async () => {
  const { registries } = await openRegistries();
  const { routes, destinations } = registries;
  const routed = await addRoute(registries, 'errors');
  const endpoint = await destinations.put(wantedEndpoint('billing'));
  const preview = await destinations.put(wanted('none', { kind: 'preview' }));
  const lonely = await destinations.put(wanted('lonely'));
  expect([routed, endpoint, preview, lonely].map((one) => isRouted(one, routes))).toEqual([true, false, false, false]);
  const reachable = () =>
    [routed, endpoint, preview, lonely].map(({ id, ...rest }) =>
      isReachable(destinations.find(id) ?? { id, ...rest }, routes),
    );
  expect(reachable()).toEqual([true, true, true, false]);
  await routes.remove('main', 'errors');
  await destinations.remove(endpoint);
  expect(reachable()).toEqual([false, false, true, false]);
});
