import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/model/outcome.ts';
import { door, type LaneWorld, startLaneWorld } from './_world.ts';

const hour = 3_600_000;
const notWell: Outcome = { kind: 'retry', reason: 'not well' };
const sentIds = ({ kind }: LaneWorld) => kind.sent.map(({ ids }) => ids);

test('what waits goes in order, as many at once as fit, one request at a time', async () => {
  const world = await startLaneWorld({ maxPack: 3, isStarted: false });
  const ids = await world.add(7);
  await world.lanes.start();
  await world.settle();
  expect(sentIds(world)).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
  expect(world.kind.mostInFlight).toBe(1);
  expect(await world.statuses(ids)).toEqual(Array(7).fill('delivered'));
  expect([world.lanes.busy, world.kind.reserved]).toEqual([0, 0]);
});

test('what comes while the limits keep it waiting shares the message; what was cancelled is left out', async () => {
  const world = await startLaneWorld();
  const limits = door();
  world.kind.gate = () => limits.wait;
  const [first = '', ...rest] = [...(await world.add(1)), ...(await world.add(2))];
  await world.settle();
  const audit = { at: 0, store: 'main', actor: 'test', action: 'test', target: first };
  await world.storage.cancelDelivery('main', first, 0, audit);
  limits.open();
  await world.settle();
  expect(sentIds(world)).toEqual([rest]);
});

test('a destination that was paused while the limits kept it waiting gets nothing, and gives its place back', async () => {
  const world = await startLaneWorld();
  const limits = door();
  world.kind.gate = () => limits.wait;
  const ids = await world.add(1);
  await world.settle();
  world.change({ state: 'paused' });
  limits.open();
  await world.settle();
  expect([world.kind.sent, world.kind.reserved]).toEqual([[], 0]);
  expect(await world.statuses(ids)).toEqual(['pending']);
});

describe('a delivery that is to be tried again', () => {
  test('holds up what came after it, until its time has come', async () => {
    const world = await startLaneWorld();
    world.kind.answer = () => notWell;
    const [first] = await world.add(1);
    await world.settle();
    world.kind.answer = () => ({ kind: 'delivered' });
    const [second] = await world.add(1);
    await world.advance(499);
    expect(sentIds(world)).toEqual([[first]]);
    await world.advance(1);
    expect(sentIds(world)).toEqual([[first], [first, second]]);
  });

  test('goes at once when what it waits for may have been mended', async () => {
    const world = await startLaneWorld({ destination: { schedule: [hour, hour] } });
    world.kind.answer = () => notWell;
    const ids = await world.add(1);
    await world.settle();
    world.kind.answer = () => ({ kind: 'delivered' });
    world.lanes.resume(world.destination.id);
    await world.settle();
    expect(sentIds(world)).toEqual([ids, ids]);
    expect(await world.statuses(ids)).toEqual(['delivered']);
  });

  test('is waited for as long as the clock that does not jump says', async () => {
    const world = await startLaneWorld({ destination: { schedule: [60_000] } });
    world.kind.answer = () => notWell;
    await world.add(1);
    await world.settle();
    world.clock.jump(-24 * hour);
    await world.advance(63_000);
    expect(world.kind.sent).toHaveLength(2);
  });

  test('is not waited for where its time was written under another clock', async () => {
    const world = await startLaneWorld({ destination: { schedule: [2 * hour] } });
    world.kind.answer = () => notWell;
    const ids = await world.add(1);
    await world.settle();
    await world.lanes.stop(0, world.clock);
    world.kind.answer = () => ({ kind: 'delivered' });
    // A lane that begins anew knows the stored time alone.
    await world.lanes.start();
    await world.settle();
    expect(await world.statuses(ids)).toEqual(['delivered']);
  });
});

test('a message that is refused is halved until the culprit is alone; the others arrive', async () => {
  const world = await startLaneWorld({ maxPack: 8, isStarted: false });
  const ids = await world.add(8);
  const culprit = ids[5] ?? '';
  world.kind.answer = (message) =>
    message.ids.includes(culprit) ? { kind: 'refused', reason: 'no' } : { kind: 'delivered' };
  await world.lanes.start();
  await world.settle();
  expect(await world.statuses(ids)).toEqual(ids.map((id) => (id === culprit ? 'failed' : 'delivered')));
  expect(world.kind.sent.map((message) => message.ids.length)).toEqual([8, 4, 4, 2, 1, 1, 1, 1]);
  const more = await world.add(3);
  await world.settle();
  expect(sentIds(world).at(-1)?.at(-1)).toBe(more[2]);
});

test('a name that was refused is left out from then on, files only until something arrives', async () => {
  const world = await startLaneWorld();
  const amend = (omit: 'username' | 'files'): Outcome => ({ kind: 'amend', omit, reason: 'not so' });
  world.kind.answer = ({ omit }) =>
    !omit.includes('username')
      ? amend('username')
      : !omit.includes('files')
        ? amend('files')
        : { kind: 'delivered', statusCode: 200 };
  const [id = ''] = await world.add(1);
  await world.settle();
  await world.add(1);
  await world.settle();
  expect(world.kind.sent.map(({ omit }) => omit)).toEqual([
    [],
    ['username'],
    ['files', 'username'],
    ['username'],
    ['files', 'username'],
  ]);
  expect(await world.delivery(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  world.lanes.resume(world.destination.id);
  await world.add(1);
  await world.settle();
  expect(world.kind.sent[5]?.omit).toEqual([]);
});

test.each<'username' | 'files'>(['username', 'files'])(
  'a message that is not wanted without %s either is refused',
  async (omit) => {
    const world = await startLaneWorld();
    let asked = 0;
    world.kind.answer = ({ ids }) => {
      asked += 1;
      // Ends a lane that would ask for ever, so that this fails instead of hanging.
      if (asked > 20 || !ids.includes(id)) return { kind: 'delivered' };
      return { kind: 'amend', omit, reason: 'too large' };
    };
    const [id = '', next = ''] = await world.add(2);
    await world.settle();
    expect(await world.statuses([id, next])).toEqual(['failed', 'delivered']);
    expect(await world.delivery(id)).toMatchObject({ reason: 'too large' });
  },
);

test('a destination that is gone is told of once; what waits for it stays', async () => {
  const world = await startLaneWorld();
  world.kind.answer = () => ({ kind: 'gone', reason: 'the webhook was deleted' });
  const ids = await world.add(2);
  await world.settle();
  ids.push(...(await world.add(1)));
  await world.settle();
  expect(world.gone).toEqual(['the webhook was deleted']);
  expect(world.kind.sent).toHaveLength(1);
  expect(await world.statuses(ids)).toEqual(['pending', 'pending', 'pending']);
});

test('an attempt that the database refuses for itself is not sent again either, and holds up its own lane alone', async () => {
  const world = await startLaneWorld({ maxPack: 1 });
  const other = await world.another({ maxPack: 1 });
  world.failing.add('recordAttempts');
  const [id = ''] = await world.add(1);
  await world.settle();
  world.failing.add('recordAttempts');
  await world.advance(1_000);
  const [free = ''] = await other.add(1);
  await other.settle();
  expect(await other.statuses([free])).toEqual(['delivered']);
  await world.advance(1_999);
  expect([world.kind.sent.length, world.errors.length, world.attempts]).toEqual([1, 2, []]);
  await world.advance(1);
  expect([world.kind.sent.length, await world.statuses([id])]).toEqual([1, ['delivered']]);
  expect(await world.delivery(id)).toMatchObject({ attempts: 1 });
});

test('a limit that the answer tells is passed on', async () => {
  const world = await startLaneWorld();
  world.kind.answer = () => ({ kind: 'delivered', limit: { count: 5, windowMs: 2_000 } });
  await world.add(1);
  await world.settle();
  expect(world.limits).toEqual([{ count: 5, windowMs: 2_000 }]);
});

describe('where something of our own fails, it says so, keeps no place and tries again after a second', () => {
  test.each([
    ['the database cannot be read', 'peekLane', 1],
    ['an attempt cannot be written down', 'recordAttempts', 1],
  ] as const)('%s', async (_, verb, sends) => {
    const world = await startLaneWorld();
    world.failing.add(verb);
    const ids = await world.add(1);
    await world.settle();
    expect([world.errors, world.attempts, world.kind.reserved]).toEqual([[new Error(`${verb} failed`)], [], 0]);
    await world.advance(999);
    expect(await world.statuses(ids)).toEqual(['pending']);
    await world.advance(1);
    expect(await world.statuses(ids)).toEqual(['delivered']);
    expect(world.kind.sent).toHaveLength(sends);
  });

  test('the database cannot be read once the limits have let it in', async () => {
    const world = await startLaneWorld();
    world.kind.gate = () => {
      world.failing.add('peekLane');
      world.kind.gate = () => undefined;
      return undefined;
    };
    const ids = await world.add(1);
    await world.settle();
    expect([world.errors.length, world.kind.reserved]).toEqual([1, 0]);
    await world.advance(1_000);
    expect(await world.statuses(ids)).toEqual(['delivered']);
    expect(world.kind.reserved).toBe(0);
  });

  test('a message cannot be made', async () => {
    const world = await startLaneWorld();
    world.kind.onRender = () => {
      world.kind.onRender = () => {};
      throw new Error('no look');
    };
    const ids = await world.add(1);
    await world.settle();
    expect([world.errors, world.kind.reserved]).toEqual([[new Error('no look')], 0]);
    await world.advance(1_000);
    expect(await world.statuses(ids)).toEqual(['delivered']);
  });
});

test('at the stop what is in flight is recorded, and nothing more begins', async () => {
  const world = await startLaneWorld({ maxPack: 1, isStarted: false });
  const answer = door();
  world.kind.answer = () => answer.wait.then(() => ({ kind: 'delivered' }));
  const ids = await world.add(2);
  await world.lanes.start();
  await world.settle();
  const stopped = world.lanes.stop(10_000, world.clock);
  answer.open();
  expect(await stopped).toBe(true);
  expect(await world.statuses(ids)).toEqual(['delivered', 'pending']);
  expect(world.kind.sent).toHaveLength(1);
});
