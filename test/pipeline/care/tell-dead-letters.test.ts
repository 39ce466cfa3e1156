import { expect, test } from 'vitest';
import type { Destination } from '../../../src/model/destination.ts';
import { createTellDeadLetters } from '../../../src/pipeline/care/tell-dead-letters.ts';
import { anEvent } from '../../helpers/lane-item.ts';
import { addRoute, openRegistries, wantedEndpoint } from '../../helpers/registries.ts';

const hour = 3_600_000;

async function start() {
  const world = await openRegistries();
  const { registries, storage, clock, activities } = world;
  let isRefused = false;
  const woken: string[] = [];
  const errors: unknown[] = [];
  const tell = createTellDeadLetters({
    ...{ registries, clock, activities },
    storage: {
      acceptEvents: (events) =>
        isRefused ? Promise.reject(new Error('the disk is full')) : storage.acceptEvents(events),
    },
    wake: (id) => woken.push(id),
    onError: (_, error) => errors.push(error),
  });
  const fallback = await addRoute(registries, 'default');
  const endpoint = await registries.destinations.put(wantedEndpoint('billing'));
  const notices = () => world.told.flatMap((one) => (one.kind === 'event.accepted' ? [one.event] : []));
  /** One attempt after which so many deliveries ended, and one did not. */
  const end = (to: Destination, many: number, as: 'failed' | 'held', reason: string, type = 'payment.completed') => {
    const statuses = [...Array.from({ length: many }, () => as), 'pending' as const];
    const items = statuses.map((status, index) => ({
      ...{ deliveryId: `dlv_${index}`, attemptId: `att_${index}`, spent: true, status },
      reason,
    }));
    tell(
      to,
      { items, reason },
      items.map(() => ({ event: anEvent(type, 'transactions') })),
    );
  };
  const fail = (to: Destination, many: number, reason = 'it answered 500', type?: string) =>
    end(to, many, 'failed', `given up after 20 attempts: ${reason}`, type);
  const pass = async (ms: number) => {
    clock.advance(ms);
    do await new Promise(setImmediate);
    while (storage.underWay() > 0);
    await new Promise(setImmediate);
  };
  const refuse = (is: boolean) => {
    isRefused = is;
  };
  return { ...world, end, fail, refuse, pass, notices, fallback, endpoint, woken, errors };
}

test('deliveries that are given up on are told to the default destination: how many, why, and what to do', async () => {
  const { fail, pass, notices, endpoint, fallback, woken } = await start();
  fail(endpoint, 2);
  fail(endpoint, 1, 'it answered 503');
  await pass(30_000);
  expect(notices()).toMatchObject([
    {
      type: 'crier.delivery_failed',
      category: 'errors',
      severity: 'error',
      description: '3 deliveries to billing: tried, and given up on. They are kept, and can be sent again.',
      data: {
        destination: 'billing',
        reason: 'given up after 20 attempts: it answered 503',
        cure: expect.stringContaining('npm run crier -- replay --status failed --destination "billing"'),
      },
    },
  ]);
  expect(woken).toEqual([fallback.id]);
});

test('those that are held are told of apart: nobody is advised to replay them all', async () => {
  const { end, pass, notices, endpoint } = await start();
  end(endpoint, 2, 'held', 'it may have arrived: no answer within 10 s');
  end(endpoint, 1, 'failed', 'it answered 500');
  await pass(30_000);
  expect(notices().map(({ type }) => type)).toEqual(['crier.delivery_held', 'crier.delivery_failed']);
  expect(notices()[0]).toMatchObject({
    title: 'Deliveries may have arrived',
    description: '2 deliveries to billing: sent, but no answer came. They are held for a person to decide.',
    data: {
      reason: 'it may have arrived: no answer within 10 s',
      cure: expect.stringMatching(/deliveries --status held --destination "billing".*npm run crier -- replay <id>$/),
    },
  });
});

test('what could not be told is told later, with what came since', async () => {
  const { fail, pass, notices, endpoint, errors, refuse } = await start();
  refuse(true);
  fail(endpoint, 2);
  await pass(30_000);
  expect(errors).toHaveLength(1);
  refuse(false);
  fail(endpoint, 1);
  await pass(hour);
  expect(notices().map(({ description }) => description?.slice(0, 12))).toEqual(['3 deliveries']);
});

test('a destination is told of once an hour, however many fail, and every one is counted', async () => {
  const { fail, pass, notices, endpoint } = await start();
  for (let minute = 0; minute < 180; minute += 1) {
    fail(endpoint, 10);
    await pass(60_000);
  }
  await pass(hour);
  const counts = notices().map(({ description }) => Number(/^\d+/.exec(description ?? '')?.[0]));
  expect(counts).toHaveLength(4);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(1_800);
});

test('each destination is told of by itself, by the way in which the command line finds it', async () => {
  const { fail, pass, notices, endpoint, registries } = await start();
  const errors = await addRoute(registries, 'errors');
  fail(endpoint, 1);
  fail(errors, 1);
  await pass(30_000);
  expect(notices().map(({ data }) => data?.['destination'])).toEqual(['billing', '…rors']);
  expect(notices()[1]?.data?.['cure']).toContain(`--destination ${errors.id}`);
});

test('nobody is told of the default destination itself, of a test, or of what only waits', async () => {
  const { fail, pass, notices, fallback, endpoint } = await start();
  fail(fallback, 3);
  fail(endpoint, 1, 'no', 'crier.test');
  fail(endpoint, 0);
  await pass(2 * hour);
  expect(notices()).toEqual([]);
});

test('a destination that was deleted meanwhile is told of no more', async () => {
  const { fail, pass, notices, endpoint, registries, errors } = await start();
  fail(endpoint, 1);
  await registries.destinations.remove(endpoint);
  await pass(30_000);
  expect([notices(), errors]).toEqual([[], []]);
});
