import { expect, test } from 'vitest';
import type { Destination } from '../../../src/model/destination.ts';
import type { OmittablePart, Outcome } from '../../../src/model/outcome.ts';
import type { AttemptRecord } from '../../../src/model/storage/attempt-record.ts';
import type { LaneRow } from '../../../src/model/storage/lanes.ts';
import { StorageHealth } from '../../../src/pipeline/care/storage-health.ts';
import { type AttemptOptions, attempt } from '../../../src/pipeline/lanes/attempt.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { MemoryKind } from './_kind.ts';
import { store } from './_world.ts';

const destination: Destination = {
  id: 'dst_1',
  store: 'main',
  kind: 'memory',
  label: 'memory',
  settings: {},
  state: 'active',
  facts: {},
  onUncertain: 'resend',
};

const row = (id: string): LaneRow => ({
  delivery: { id, eventId: `evt_${id}`, store: 'main', status: 'pending', attempts: 0, createdAt: 0 },
  event: JSON.stringify({ id: `evt_${id}`, type: 'payment.completed' }),
});

/** One attempt of three deliveries with this outcome, and all that was told of it, in order. */
async function attempted(outcome: Outcome, parts: Partial<AttemptOptions> = {}, deps: object = {}) {
  const kind = new MemoryKind({ isOrdered: true, maxPack: 10 });
  const clock = new FakeClock();
  const told: string[] = [];
  const records: AttemptRecord[] = [];
  const omit = new Set<OmittablePart>();
  kind.answer = () => {
    clock.advance(120);
    return outcome;
  };
  await kind.limiter.enter(destination, new AbortController().signal);
  const error = await attempt({
    deps: {
      storage: {
        peekLane: async () => [],
        peekDue: async () => ({ fresh: [], due: [] }),
        listInFlight: async () => [],
        async markInFlight(_, ids) {
          told.push(`marked ${ids}`);
        },
        async recordAttempts(record) {
          told.push('recorded');
          records.push(record);
        },
      },
      registries: {
        stores: { find: () => undefined },
        routes: { find: () => undefined },
        destinations: { find: () => undefined },
      },
      health: new StorageHealth({ clock, probe: async () => {} }),
      clock,
      random: () => 0.5,
      onAttempt: (_, __, items) => void told.push(`attempt of ${items.length}`),
      onLimit: async (_, { count }) => void told.push(`limit ${count}`),
      onGone: async (_, reason) => void told.push(`gone: ${reason}`),
      ...deps,
    },
    ...{ kind, destination, store, omit },
    rows: ['a', 'b', 'c'].map(row),
    onRecorded: () => void told.push('learnt'),
    ...parts,
  }).catch((failure: unknown) => failure);
  return { kind, clock, told, record: records[0], omit, error };
}

test('what was sent is written down, with how long it took and the message', async () => {
  const { clock, record, kind } = await attempted({ kind: 'delivered', messageId: '42', messageUrl: 'link' });
  expect(record).toMatchObject({
    destination: 'dst_1',
    at: clock.now(),
    latencyMs: 120,
    outcome: 'delivered',
    messageId: '42',
    messageUrl: 'link',
    format: 'json',
    message: JSON.stringify({ ids: ['a', 'b', 'c'], omit: [] }),
  });
  expect(record?.items.map(({ deliveryId, status }) => [deliveryId, status])).toEqual([
    ['a', 'delivered'],
    ['b', 'delivered'],
    ['c', 'delivered'],
  ]);
  expect(kind.reserved).toBe(0);
});

test.each<[Outcome, object]>([
  [
    { kind: 'retry', reason: 'not well', statusCode: 502 },
    { reason: 'not well', statusCode: 502, message: undefined },
  ],
  [
    { kind: 'rate_limited', reason: 'wait', afterMs: 1, scope: 'shared' },
    { scope: 'shared', message: undefined },
  ],
  [
    { kind: 'gone', reason: 'deleted', code: 10_015 },
    { code: 10_015, message: undefined },
  ],
  [
    { kind: 'refused', reason: 'no', code: 50_035 },
    { code: 50_035, message: expect.any(String) },
  ],
  [{ kind: 'uncertain', reason: 'no answer' }, { message: expect.any(String) }],
  [{ kind: 'amend', omit: 'files', reason: 'too large' }, { message: expect.any(String) }],
])('of %j the message is kept only where it may have been seen', async (outcome, expected) => {
  const { record } = await attempted(outcome);
  expect(record).toMatchObject({ outcome: outcome.kind, ...expected });
});

test.each<[Outcome, string[]]>([
  [{ kind: 'delivered' }, []],
  [{ kind: 'delivered', limit: { count: 5, windowMs: 2_000 } }, ['limit 5']],
  [{ kind: 'gone', reason: 'deleted' }, ['gone: deleted']],
])('%j is recorded and learnt before anybody is told', async (outcome, more) => {
  const { told } = await attempted(outcome);
  expect(told).toEqual(['recorded', 'learnt', 'attempt of 3', ...more]);
});

test('only what is in the message counts', async () => {
  const kind = new MemoryKind({ isOrdered: true, maxPack: 10 });
  kind.render = (items, { omit }) => ({
    count: 2,
    body: { ids: items.map(({ delivery }) => delivery.id), omit: [...omit] },
    files: [],
  });
  const { told, record } = await attempted({ kind: 'delivered' }, { kind });
  expect(record?.items.map(({ deliveryId }) => deliveryId)).toEqual(['a', 'b']);
  expect(told).toContain('attempt of 2');
});

test('a part that is not wanted is left out from then on', async () => {
  const { omit } = await attempted({ kind: 'amend', omit: 'username', reason: 'no' });
  expect([...omit]).toEqual(['username']);
});

test('an event that cannot be read is sent nowhere, and gives its place back', async () => {
  const broken = { ...row('a'), event: '{' };
  const { kind, told, error } = await attempted({ kind: 'delivered' }, { rows: [broken] });
  expect(error).toBeInstanceOf(SyntaxError);
  expect([kind.sent, kind.reserved, told]).toEqual([[], 0, []]);
});

test('nobody is told of what could not be recorded', async () => {
  const failing = {
    storage: {
      async recordAttempts() {
        throw new Error('disk full');
      },
    },
  };
  const { told, omit, error } = await attempted({ kind: 'amend', omit: 'files', reason: 'no' }, {}, failing);
  expect([error, told, omit.size]).toEqual([new Error('disk full'), [], 0]);
});

test('what is learnt is kept where one that is told of it fails', async () => {
  const { told, error } = await attempted(
    { kind: 'delivered' },
    {},
    {
      onAttempt() {
        throw new Error('nobody listens');
      },
    },
  );
  expect([error, told]).toEqual([new Error('nobody listens'), ['recorded', 'learnt']]);
});
