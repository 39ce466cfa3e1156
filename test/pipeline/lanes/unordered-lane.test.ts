import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/model/outcome.ts';
import { door, type LaneWorld, startLaneWorld } from './_world.ts';

const hour = 3_600_000;
const sentIds = ({ kind }: LaneWorld) => kind.sent.flatMap(({ ids }) => ids);

const startUnordered = (destination: LaneWorld['destination'] | object = {}) =>
  startLaneWorld({ isOrdered: false, maxPack: 1, destination });

test('as many as the destination takes are under way at once, and never one more', async () => {
  const world = await startUnordered({ concurrency: 3 });
  const answers = door();
  world.kind.answer = () => answers.wait.then(() => ({ kind: 'delivered' }));
  const ids = await world.add(8);
  await world.settle();
  expect(world.kind.inFlight).toBe(3);
  answers.open();
  await world.settle();
  expect(await world.statuses(ids)).toEqual(Array(8).fill('delivered'));
  expect([world.kind.mostInFlight, world.kind.sent.length, world.kind.reserved]).toEqual([3, 8, 0]);
  expect(world.lanes.busy).toBe(0);
});

test('what fails holds nothing up, and goes again when its time has come', async () => {
  const world = await startUnordered({ schedule: [1_000] });
  const [bad = '', ...good] = await (async () => {
    world.kind.answer = () => ({ kind: 'retry', reason: 'no' });
    const first = await world.add(1);
    await world.settle();
    world.kind.answer = () => ({ kind: 'delivered' });
    return [...first, ...(await world.add(2))];
  })();
  await world.settle();
  expect(await world.statuses([bad, ...good])).toEqual(['pending', 'delivered', 'delivered']);
  await world.advance(1_049);
  expect(sentIds(world)).toHaveLength(3);
  await world.advance(1);
  expect(sentIds(world)).toEqual([bad, ...good, bad]);
});

test('new ones and those to be tried again take turns', async () => {
  const world = await startUnordered({ concurrency: 4, schedule: [1_000] });
  world.kind.answer = () => ({ kind: 'retry', reason: 'no' });
  const old = await world.add(4);
  await world.settle();
  world.kind.answer = () => ({ kind: 'delivered' });
  await world.lanes.stop(0, world.clock);
  const fresh = await world.add(4);
  world.clock.advance(2_000);
  await world.lanes.start();
  await world.settle();
  const first = sentIds(world).slice(4, 8);
  expect(first.map((id) => (fresh.includes(id) ? 'fresh' : 'again'))).toEqual(['fresh', 'again', 'fresh', 'again']);
  expect(new Set(sentIds(world).slice(4))).toEqual(new Set([...old, ...fresh]));
});

test('a limit that the answer tells is passed on', async () => {
  const world = await startUnordered();
  world.kind.answer = () => ({ kind: 'delivered', limit: { count: 5, windowMs: 2_000 } });
  await world.add(1);
  await world.settle();
  expect(world.limits).toEqual([{ count: 5, windowMs: 2_000 }]);
});

test('what is not wanted with a part goes again without it', async () => {
  const world = await startUnordered();
  world.kind.answer = ({ omit }): Outcome =>
    omit.includes('files') ? { kind: 'delivered' } : { kind: 'amend', omit: 'files', reason: 'too large' };
  const [id = ''] = await world.add(1);
  await world.settle();
  expect(world.kind.sent.map(({ omit }) => omit)).toEqual([[], ['files']]);
  expect(await world.delivery(id)).toMatchObject({ status: 'delivered', attempts: 1 });
});

test('a destination that is gone is told of, and what waits for it stays', async () => {
  const world = await startUnordered({ concurrency: 1 });
  world.kind.answer = () => ({ kind: 'gone', reason: 'it wants no more' });
  const ids = await world.add(3);
  await world.settle();
  expect(world.gone).toEqual(['it wants no more']);
  expect(sentIds(world)).toHaveLength(1);
  expect(await world.statuses(ids)).toEqual(['pending', 'pending', 'pending']);
});

test('what fails by our own fault says so, keeps no place and is tried again after a second; the others go on', async () => {
  const world = await startUnordered();
  let broken = '';
  world.kind.answer = (message) => {
    if (broken === '') {
      [broken = ''] = message.ids;
      world.failing.add('recordAttempts');
    }
    return { kind: 'delivered' };
  };
  const ids = await world.add(3);
  await world.settle();
  expect(world.errors).toEqual([new Error('recordAttempts failed')]);
  expect((await world.statuses(ids)).filter((status) => status === 'delivered')).toHaveLength(2);
  await world.advance(1_000);
  expect(await world.statuses(ids)).toEqual(['delivered', 'delivered', 'delivered']);
  expect([world.kind.sent.length, world.kind.reserved]).toEqual([3, 0]);
});

test('a message that cannot be made keeps no place', async () => {
  const world = await startUnordered();
  world.kind.onRender = () => {
    world.kind.onRender = () => {};
    throw new Error('no template');
  };
  const ids = await world.add(1);
  await world.settle();
  expect([world.errors, world.kind.reserved]).toEqual([[new Error('no template')], 0]);
  await world.advance(1_000);
  expect(await world.statuses(ids)).toEqual(['delivered']);
});

test('a database that cannot be read is asked again after a second', async () => {
  const world = await startUnordered();
  world.failing.add('peekDue');
  const ids = await world.add(1);
  await world.settle();
  expect(world.errors).toEqual([new Error('peekDue failed')]);
  await world.advance(1_000);
  expect(await world.statuses(ids)).toEqual(['delivered']);
});

test('a time that was written under another clock is not waited for', async () => {
  const world = await startUnordered({ schedule: [hour] });
  world.kind.answer = () => ({ kind: 'retry', reason: 'no' });
  const ids = await world.add(1);
  await world.settle();
  world.clock.jump(-48 * hour);
  world.kind.answer = () => ({ kind: 'delivered' });
  await world.advance(60_000);
  expect(await world.statuses(ids)).toEqual(['delivered']);
});

test('at the stop what is in flight is recorded, and nothing more begins', async () => {
  const world = await startUnordered({ concurrency: 2 });
  const answers = door();
  world.kind.answer = () => answers.wait.then(() => ({ kind: 'delivered' }));
  const ids = await world.add(4);
  await world.settle();
  const stopped = world.lanes.stop(10_000, world.clock);
  answers.open();
  expect(await stopped).toBe(true);
  expect((await world.statuses(ids)).sort()).toEqual(['delivered', 'delivered', 'pending', 'pending']);
});
