import { expect, test } from 'vitest';
import { createBreakDestination } from '../../../src/pipeline/care/break-destination.ts';
import { addRoute, openRegistries } from '../../helpers/registries.ts';

async function start() {
  const world = await openRegistries();
  const { registries, storage, clock, activities } = world;
  const woken: string[] = [];
  let isFull = false;
  const fill = (is: boolean) => {
    isFull = is;
  };
  const breakDestination = createBreakDestination({
    storage: {
      acceptEvents: (events) => (isFull ? Promise.reject(new Error('the disk is full')) : storage.acceptEvents(events)),
    },
    registries,
    clock,
    activities,
    wake: (id) => woken.push(id),
  });
  const fallback = await addRoute(registries, 'default');
  const errors = await addRoute(registries, 'errors');
  const now = (id: string) => registries.destinations.find(id);
  const notices = () => world.told.flatMap((one) => (one.kind === 'event.accepted' ? [one] : []));
  return { ...world, fill, breakDestination, fallback, errors, now, notices, woken };
}

test('a destination that is gone is marked, told of, and its store is told by its default', async () => {
  const { breakDestination, fallback, errors, now, notices, told, woken, clock, storage } = await start();
  await breakDestination(errors, 'the webhook was deleted');
  expect(now(errors.id)).toMatchObject({
    state: 'broken',
    stateReason: 'the webhook was deleted',
    facts: { problem: 'the webhook was deleted', checkedAt: clock.now() },
  });
  expect(told[0]).toEqual({
    kind: 'destination.changed',
    store: 'main',
    destination: errors.id,
    state: 'broken',
    reason: '…rors: the webhook was deleted',
  });
  const [notice] = notices();
  expect(notice?.event).toMatchObject({
    type: 'crier.destination_broken',
    category: 'errors',
    severity: 'error',
    data: { destination: '…rors', routes: ['errors'], reason: 'the webhook was deleted' },
  });
  expect(woken).toEqual([fallback.id]);
  const kept = await storage.getEvent('main', notice?.event.id ?? '');
  expect(kept?.deliveries).toMatchObject([
    { delivery: { destination: fallback.id, routeKey: 'default', status: 'pending' } },
  ]);
});

test('it is told once, however many requests were in flight, and not again while it is broken', async () => {
  const { breakDestination, errors, notices } = await start();
  await Promise.all([breakDestination(errors, 'gone'), breakDestination(errors, 'gone')]);
  await breakDestination(errors, 'gone');
  expect(notices()).toHaveLength(1);
});

test('where it could not be told, it is told once it can be', async () => {
  const { breakDestination, errors, now, notices, fill } = await start();
  fill(true);
  await expect(breakDestination(errors, 'gone')).rejects.toThrow('the disk is full');
  expect(now(errors.id)?.state).toBe('broken');
  fill(false);
  await breakDestination(errors, 'gone');
  await breakDestination(errors, 'gone');
  expect(notices()).toHaveLength(1);
});

test('mended and gone again, it is told again', async () => {
  const { breakDestination, registries, errors, notices } = await start();
  await breakDestination(errors, 'gone');
  await registries.destinations.update(errors, { state: 'active' });
  await breakDestination(errors, 'gone again');
  expect(notices()).toHaveLength(2);
});

test('nobody is told where the default itself is gone, is broken, or is not there', async () => {
  const { breakDestination, registries, fallback, errors, now, notices } = await start();
  await breakDestination(fallback, 'gone');
  await breakDestination(errors, 'gone');
  await registries.routes.remove('main', 'default');
  await breakDestination(await addRoute(registries, 'gifting'), 'gone');
  expect(now(errors.id)?.state).toBe('broken');
  expect(notices()).toEqual([]);
});

test('what was deleted meanwhile stays deleted', async () => {
  const { breakDestination, registries, errors, now, notices } = await start();
  await registries.destinations.remove(errors);
  await breakDestination(errors, 'gone');
  expect(now(errors.id)?.state).toBe('deleted');
  expect(notices()).toEqual([]);
});
