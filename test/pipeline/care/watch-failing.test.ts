import { expect, test } from 'vitest';
import type { OutcomeKind } from '../../../src/model/outcome.ts';
import { Pauses } from '../../../src/pipeline/care/pauses.ts';
import { createWatchFailing } from '../../../src/pipeline/care/watch-failing.ts';
import { addRoute, openRegistries, wantedEndpoint } from '../../helpers/registries.ts';

const patienceMs = 3_600_000;

async function start() {
  const world = await openRegistries();
  const { registries, storage, clock, activities } = world;
  const pauses = new Pauses({ registries, clock, activities, resume: () => {}, onError: () => {} });
  const kinds = new Map([
    ['http', { patienceMs }],
    ['discord-webhook', {}],
  ]);
  const watch = createWatchFailing({ kinds, registries, pauses, storage, clock, activities, wake: () => {} });
  await addRoute(registries, 'default');
  const endpoint = await registries.destinations.put(wantedEndpoint('billing'));
  const now = () => registries.destinations.find(endpoint.id);
  const notices = () => world.told.flatMap((one) => (one.kind === 'event.accepted' ? [one.event] : []));
  return { ...world, watch, endpoint, now, notices };
}

test('an endpoint that fails everything for longer than its kind has patience is paused, and its owner told', async () => {
  const { watch, clock, endpoint, now, notices } = await start();
  const since = clock.now();
  await watch(endpoint.id, 'retry');
  clock.advance(patienceMs - 1);
  await watch(endpoint.id, 'uncertain');
  expect(now()).toMatchObject({ state: 'active', failingSince: since });
  clock.advance(1);
  await watch(endpoint.id, 'rate_limited');
  expect(now()).toMatchObject({ state: 'paused', stateReason: 'everything has failed for 1 hour' });
  expect(notices()).toMatchObject([
    {
      type: 'crier.destination_paused',
      category: 'errors',
      data: { destination: 'billing', cure: expect.stringContaining('endpoint resume "billing"') },
    },
  ]);
  await watch(endpoint.id, 'retry');
  expect(notices()).toHaveLength(1);
});

test('one delivery in between begins it anew', async () => {
  const { watch, clock, endpoint, now } = await start();
  await watch(endpoint.id, 'retry');
  clock.advance(patienceMs);
  await watch(endpoint.id, 'delivered');
  expect(now()?.failingSince).toBeUndefined();
  await watch(endpoint.id, 'retry');
  expect(now()).toMatchObject({ state: 'active', failingSince: clock.now() });
});

test('what failed at the same time pauses it once', async () => {
  const { watch, clock, endpoint, told, notices } = await start();
  await watch(endpoint.id, 'retry');
  clock.advance(patienceMs);
  await Promise.all([watch(endpoint.id, 'retry'), watch(endpoint.id, 'retry'), watch(endpoint.id, 'retry')]);
  expect(notices()).toHaveLength(1);
  expect(told.filter(({ kind }) => kind === 'destination.changed')).toHaveLength(1);
});

test.each<OutcomeKind>(['refused', 'amend', 'gone'])('%s says nothing of it', async (outcome) => {
  const { watch, endpoint, now } = await start();
  await watch(endpoint.id, outcome);
  expect(now()?.failingSince).toBeUndefined();
});

test('a kind without a patience, and what is not at work, is left alone', async () => {
  const { watch, registries, clock, endpoint, now } = await start();
  const webhook = registries.destinations.find(registries.routes.find('main', 'default')?.destination ?? '');
  await registries.destinations.update(endpoint, { state: 'paused', failingSince: clock.now() });
  clock.advance(2 * patienceMs);
  await watch(webhook?.id ?? '', 'retry');
  await watch(endpoint.id, 'delivered');
  await watch('dst_unknown', 'retry');
  expect(registries.destinations.find(webhook?.id ?? '')?.failingSince).toBeUndefined();
  expect(now()?.failingSince).toBeDefined();
});
