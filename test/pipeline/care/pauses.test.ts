import { expect, test } from 'vitest';
import { Pauses } from '../../../src/pipeline/care/pauses.ts';
import { openRegistries, wantedEndpoint } from '../../helpers/registries.ts';

const day = 86_400_000;

async function start() {
  const world = await openRegistries();
  const { registries, clock, activities, storage } = world;
  const resumed: string[] = [];
  const errors: unknown[] = [];
  const create = () =>
    new Pauses({
      registries,
      clock,
      activities,
      resume: (id) => resumed.push(id),
      onError: (_, error) => errors.push(error),
    });
  const endpoint = await registries.destinations.put(wantedEndpoint('billing'));
  const now = () => registries.destinations.find(endpoint.id);
  /** Lets time pass, and what falls due be written down. */
  const pass = async (ms: number) => {
    clock.advance(ms);
    do await new Promise(setImmediate);
    while (storage.underWay() > 0);
    await new Promise(setImmediate);
  };
  return { ...world, pauses: create(), create, endpoint, now, pass, resumed, errors };
}

test('a destination is paused until a person resumes it, and both are told of', async () => {
  const { pauses, endpoint, now, pass, resumed, told } = await start();
  await pauses.pause(endpoint, { reason: 'paused by Steve' });
  expect(now()).toMatchObject({ state: 'paused', stateReason: 'paused by Steve', pausedUntil: undefined });
  await pass(365 * day);
  expect(now()?.state).toBe('paused');
  expect(resumed).toEqual([]);
  await pauses.resume(now() ?? endpoint);
  expect(now()).toMatchObject({ state: 'active', stateReason: undefined });
  expect(resumed).toEqual([endpoint.id]);
  expect(told).toEqual([
    {
      kind: 'destination.changed',
      store: 'main',
      destination: endpoint.id,
      state: 'paused',
      reason: 'billing: paused by Steve',
    },
    { kind: 'destination.changed', store: 'main', destination: endpoint.id, state: 'active', reason: 'billing' },
  ]);
});

test('a pause with an end ends by itself, not before', async () => {
  const { pauses, clock, endpoint, now, pass, resumed } = await start();
  await pauses.pause(endpoint, { reason: 'for an hour', until: clock.now() + 3_600_000 });
  await pass(3_600_000 - 1);
  expect(now()?.state).toBe('paused');
  await pass(1);
  expect(now()).toMatchObject({ state: 'active', pausedUntil: undefined });
  expect(resumed).toEqual([endpoint.id]);
});

test('a pause goes on over a restart, and one that is over ends at once', async () => {
  const { pauses, create, clock, endpoint, now, pass } = await start();
  const until = clock.now() + day;
  await pauses.pause(endpoint, { reason: 'for a day', until });
  const again = create();
  again.start();
  await pass(day - 1);
  expect(now()?.state).toBe('paused');
  await pass(1);
  expect(now()?.state).toBe('active');
});

test('a pause that is set anew ends at its new time alone', async () => {
  const { pauses, clock, endpoint, now, pass, resumed } = await start();
  await pauses.pause(endpoint, { reason: 'for an hour', until: clock.now() + 3_600_000 });
  await pauses.pause(now() ?? endpoint, { reason: 'for a day', until: clock.now() + day });
  await pass(3_600_000);
  expect(now()?.state).toBe('paused');
  await pass(day);
  expect(resumed).toEqual([endpoint.id]);
});

test('resumed by hand before its end, it is not resumed again then', async () => {
  const { pauses, clock, endpoint, now, pass, resumed } = await start();
  await pauses.pause(endpoint, { reason: 'for an hour', until: clock.now() + 3_600_000 });
  await pauses.resume(now() ?? endpoint);
  await pass(day);
  expect(resumed).toEqual([endpoint.id]);
});

test('an end that comes early by the wall clock is waited for on', async () => {
  const { pauses, clock, endpoint, now, pass } = await start();
  await pauses.pause(endpoint, { reason: 'for an hour', until: clock.now() + 3_600_000 });
  clock.jump(-60_000);
  await pass(3_600_000);
  expect(now()?.state).toBe('paused');
  await pass(60_000);
  expect(now()?.state).toBe('active');
});

test('an end that cannot be written down is tried again after a minute', async () => {
  const { pauses, storage, clock, endpoint, now, pass, errors } = await start();
  await pauses.pause(endpoint, { reason: 'for an hour', until: clock.now() + 3_600_000 });
  const { updateDestination } = storage;
  storage.updateDestination = () => Promise.reject(new Error('disk I/O error'));
  await pass(3_600_000);
  expect(errors).toMatchObject([{ message: 'disk I/O error' }]);
  expect(now()?.state).toBe('paused');
  storage.updateDestination = updateDestination;
  await pass(60_000);
  expect(now()?.state).toBe('active');
});

test('resuming what was broken forgets its problem and since when it failed', async () => {
  const { pauses, registries, endpoint, now } = await start();
  await registries.destinations.update(endpoint, {
    state: 'broken',
    stateReason: 'gone',
    failingSince: 1,
    facts: { name: 'Billing', problem: 'gone' },
  });
  await pauses.resume(now() ?? endpoint);
  expect(now()).toMatchObject({ state: 'active', failingSince: undefined, facts: { name: 'Billing' } });
  expect(now()?.facts.problem).toBeUndefined();
});
