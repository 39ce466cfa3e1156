import { expect, test } from 'vitest';
import type { Actor } from '../../src/model/api-key.ts';
import { createAccept } from '../../src/pipeline/accept/accept.ts';
import { reroute } from '../../src/pipeline/reroute.ts';
import { addRoute, openRegistries, type RegistryWorld } from '../helpers/registries.ts';

const actor: Actor = { name: 'test', store: 'main', scopes: ['ingest'] };

/** Accepts as many sales, and answers how each of them stands whenever it is asked. */
async function post({ registries, storage, clock, activities }: RegistryWorld, count = 1) {
  const accept = createAccept({
    storage: storage,
    registries,
    clock,
    activities,
    wake: () => {},
    count: () => undefined,
  });
  const sales = Array.from({ length: count }, () => ({ type: 'payment.completed', severity: 'info' as const }));
  const accepted = await accept(actor, sales);
  return async () => {
    const events = await Promise.all(accepted.map(({ id }) => storage.getEvent('main', id)));
    return events.map((event) => event?.deliveries[0]?.delivery);
  };
}

function run({ registries, storage }: RegistryWorld) {
  const woken: string[] = [];
  const moved = reroute({ storage: storage, registries, wake: (destination) => woken.push(destination) });
  return moved.then((count) => ({ moved: count, woken }));
}

test('what waited without a route goes the new way, and its lane is woken once', async () => {
  const world = await openRegistries();
  await addRoute(world.registries, 'errors');
  const stand = await post(world, 3);
  expect((await stand()).map((one) => one?.status)).toEqual(['unrouted', 'unrouted', 'unrouted']);
  expect(await run(world)).toEqual({ moved: 0, woken: [] });

  const sales = await addRoute(world.registries, 'transactions');
  expect(await run(world)).toEqual({ moved: 3, woken: [sales.id] });
  const all = await stand();
  expect(all.map((one) => [one?.status, one?.destination, one?.routeKey])).toEqual(
    Array(3).fill(['pending', sales.id, 'transactions']),
  );
  expect(await run(world)).toEqual({ moved: 0, woken: [] });
});

test('what waited for a destination that no route names any more goes where the routes say now', async () => {
  const world = await openRegistries();
  const { routes } = world.registries;
  await addRoute(world.registries, 'transactions');
  const fallback = await addRoute(world.registries, 'default');
  const stand = await post(world);
  await routes.remove('main', 'transactions');
  expect(await run(world)).toEqual({ moved: 1, woken: [fallback.id] });
  expect(await stand()).toMatchObject([{ status: 'pending', destination: fallback.id, routeKey: 'default' }]);
});

test('where no route is left that fits, it waits without one', async () => {
  const world = await openRegistries();
  await addRoute(world.registries, 'errors');
  await addRoute(world.registries, 'transactions');
  const stand = await post(world);
  await world.registries.routes.remove('main', 'transactions');
  expect(await run(world)).toEqual({ moved: 1, woken: [] });
  expect(await stand()).toMatchObject([{ status: 'unrouted' }]);
});

test('a backlog of more than one step moves as a whole', async () => {
  const world = await openRegistries();
  await addRoute(world.registries, 'errors');
  const stand = await post(world, 1_001);
  const sales = await addRoute(world.registries, 'default');
  expect(await run(world)).toMatchObject({ moved: 1_001 });
  expect(new Set((await stand()).map((one) => one?.destination))).toEqual(new Set([sales.id]));
});
