import { expect, test } from 'vitest';
import { placeEvent, planDeliveries } from '../../src/pipeline/plan.ts';
import type { RoutedEvent } from '../../src/pipeline/route.ts';
import { addRoute, openRegistries, wanted, wantedEndpoint } from '../helpers/registries.ts';

const sale: RoutedEvent = { type: 'payment.completed', category: 'transactions', severity: 'info' };

test('an event goes where its route leads', async () => {
  const { registries } = await openRegistries();
  const destination = await addRoute(registries, 'transactions');
  await addRoute(registries, 'default');
  expect(placeEvent(sale, 'main', registries)).toEqual([
    {
      destination: destination.id,
      routeKey: 'transactions',
      status: 'pending',
    },
  ]);
});

test('a muted route is recorded, and sends nothing', async () => {
  const { registries } = await openRegistries();
  const destination = await addRoute(registries, 'transactions', { muted: true });
  await addRoute(registries, 'default');
  expect(placeEvent(sale, 'main', registries)).toEqual([
    {
      destination: destination.id,
      routeKey: 'transactions',
      status: 'cancelled',
      reason: 'the route "transactions" is muted',
    },
  ]);
});

test('where a store has no route at all, its events go to the preview', async () => {
  const { registries } = await openRegistries('workshop');
  const preview = await registries.destinations.put(wanted('none', { kind: 'preview' }));
  await addRoute(registries, 'default', { store: 'workshop' });
  expect(placeEvent(sale, 'main', registries)).toEqual([{ destination: preview.id, status: 'pending' }]);
});

test('where it has routes and none fits, an event waits for one', async () => {
  const { registries } = await openRegistries();
  await registries.destinations.put(wanted('none', { kind: 'preview' }));
  await addRoute(registries, 'errors');
  expect(placeEvent(sale, 'main', registries)).toEqual([
    {
      status: 'unrouted',
      reason: 'no route for payment.completed (transactions) and no default',
    },
  ]);
});

test('beside its route, an event goes to whoever subscribes to it', async () => {
  const { registries } = await openRegistries('workshop');
  const { destinations } = registries;
  await addRoute(registries, 'default', { muted: true });
  const all = await destinations.put(wantedEndpoint('all'));
  await destinations.put(wantedEndpoint('errors only', { subscription: { events: ['errors'] } }));
  const web = { events: ['payment.*'], applications: ['web'] };
  await destinations.put(wantedEndpoint('web only', { subscription: web }));
  await destinations.put(wantedEndpoint('of another store', { store: 'workshop' }));
  const deleted = await destinations.put(wantedEndpoint('deleted'));
  await destinations.remove(deleted);

  const deliveries = planDeliveries(sale, 'main', registries);
  expect(deliveries.map(({ destination, status }) => [destination, status])).toEqual([
    [expect.stringMatching(/^dst_/), 'cancelled'],
    [all.id, 'pending'],
  ]);
  expect(new Set(deliveries.map(({ id }) => id)).size).toBe(2);
  expect(planDeliveries({ ...sale, application: 'web' }, 'main', registries)).toHaveLength(3);
});

test('one destination may get an event twice: by its route and by its subscription', async () => {
  const { registries } = await openRegistries();
  const endpoint = await registries.destinations.put(wantedEndpoint('billing'));
  await registries.routes.put({ store: 'main', key: 'default', destination: endpoint.id, muted: false });
  expect(planDeliveries(sale, 'main', registries).map(({ routeKey }) => routeKey)).toEqual(['default', undefined]);
});

test('copies go beside the route, each destination once and by the rule of its own route', async () => {
  const { registries } = await openRegistries();
  const sales = await addRoute(registries, 'transactions', {
    copies: [{ to: 'staff.*' }, { to: 'same.*' }, { to: 'mute.*' }],
  });
  const staff = await addRoute(registries, 'staff.*', { mentionRole: '123456789012345678' });
  await registries.routes.put({ store: 'main', key: 'same.*', destination: sales.id, muted: false });
  const muted = await addRoute(registries, 'mute.*', { muted: true });
  expect(placeEvent(sale, 'main', registries)).toEqual([
    { destination: sales.id, routeKey: 'transactions', status: 'pending' },
    { destination: staff.id, routeKey: 'staff.*', status: 'pending' },
    { destination: muted.id, routeKey: 'mute.*', status: 'cancelled', reason: 'the route "mute.*" is muted' },
  ]);
  expect(planDeliveries(sale, 'main', registries)).toHaveLength(3);
});

test('a route that leads nowhere itself leads to its copies', async () => {
  const { registries } = await openRegistries();
  const staff = await addRoute(registries, 'staff.*');
  await registries.routes.put({ store: 'main', key: 'transactions', muted: false, copies: [{ to: 'staff.*' }] });
  expect(placeEvent(sale, 'main', registries)).toEqual([
    { destination: staff.id, routeKey: 'staff.*', status: 'pending' },
  ]);
});

test('a copy that only records is no place: without another one the event still waits for a route', async () => {
  const { registries } = await openRegistries();
  await addRoute(registries, 'mute.*', { muted: true });
  await registries.routes.put({ store: 'main', key: 'transactions', muted: false, copies: [{ to: 'mute.*' }] });
  expect(placeEvent(sale, 'main', registries).map(({ status }) => status)).toEqual(['unrouted', 'cancelled']);
});
