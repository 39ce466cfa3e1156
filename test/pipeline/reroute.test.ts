import { expect, test } from 'vitest';
import type { Actor } from '../../src/model/api-key.ts';
import { createAccept } from '../../src/pipeline/accept/accept.ts';
import { reroute } from '../../src/pipeline/reroute.ts';
import { addRoute, openRegistries, type RegistryWorld, wanted } from '../helpers/registries.ts';

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
    return events.flatMap((event) => (event?.deliveries ?? []).map(({ delivery }) => delivery));
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

test('what waited without a route is recorded alone once a muted route takes it, though that leads nowhere', async () => {
  const world = await openRegistries();
  await addRoute(world.registries, 'errors');
  const stand = await post(world, 2);
  await world.registries.routes.put({ store: 'main', key: 'transactions', muted: true });
  expect(await run(world)).toEqual({ moved: 2, woken: [] });
  expect((await stand()).map((one) => [one?.status, one?.reason])).toEqual(
    Array(2).fill(['cancelled', 'the route "transactions" is muted']),
  );
  expect(await run(world)).toEqual({ moved: 0, woken: [] });
});

test('copies that wait go the new way of their own route, and nowhere where the event is told already', async () => {
  const world = await openRegistries();
  const { registries } = world;
  const sales = await addRoute(registries, 'transactions', { copies: [{ to: 'staff.*' }] });
  await addRoute(registries, 'staff.*');
  const stand = await post(world);
  const moved = await registries.destinations.put(wanted('another channel of the staff'));
  await registries.routes.put({ store: 'main', key: 'staff.*', destination: moved.id, muted: false });
  expect(await run(world)).toEqual({ moved: 1, woken: [moved.id] });
  expect(await stand()).toMatchObject([
    { status: 'pending', destination: sales.id, routeKey: 'transactions' },
    { status: 'pending', destination: moved.id, routeKey: 'staff.*' },
  ]);
  await registries.routes.remove('main', 'staff.*');
  expect(await run(world)).toMatchObject({ moved: 1 });
  expect(await stand()).toMatchObject([
    { status: 'pending', destination: sales.id },
    { status: 'cancelled', reason: 'another delivery of its event goes where its route leads' },
  ]);
  expect(await run(world)).toEqual({ moved: 0, woken: [] });
});

test('two deliveries of one event that lose their routes wait as one, and are told once', async () => {
  const world = await openRegistries();
  const { registries } = world;
  await addRoute(registries, 'transactions', { copies: [{ to: 'staff.*' }] });
  await addRoute(registries, 'staff.*');
  await addRoute(registries, 'errors');
  const stand = await post(world);
  await registries.routes.remove('main', 'transactions');
  await registries.routes.remove('main', 'staff.*');
  await run(world);
  expect((await stand()).map((one) => one?.status).sort()).toEqual(['cancelled', 'unrouted']);
  const fallback = await addRoute(registries, 'default');
  expect(await run(world)).toEqual({ moved: 1, woken: [fallback.id] });
  expect((await stand()).filter((one) => one?.status === 'pending')).toHaveLength(1);
});
