import { describe, expect, test } from 'vitest';
import { door, startLaneWorld } from './_world.ts';

describe.each([
  ['ordered', true],
  ['unordered', false],
])('lanes, %s', (_, isOrdered) => {
  test('begin with what waited before the start; before it nothing goes', async () => {
    const world = await startLaneWorld({ isOrdered, isStarted: false });
    const ids = await world.add(3);
    await world.settle();
    expect([world.kind.sent, world.lanes.isRunning]).toEqual([[], false]);
    await world.lanes.start();
    await world.settle();
    expect(await world.statuses(ids)).toEqual(['delivered', 'delivered', 'delivered']);
    expect([world.lanes.isRunning, world.lanes.busy]).toEqual([true, 0]);
  });

  test('lose nothing that comes while a lane is about to end', async () => {
    const world = await startLaneWorld({ isOrdered });
    const ids: string[] = [];
    for (let count = 0; count < 30; count += 1) {
      ids.push(...(await world.add(1)));
      for (let turns = count % 4; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    }
    await world.settle();
    expect(await world.statuses(ids)).toEqual(ids.map(() => 'delivered'));
    expect(world.kind.sent.flatMap((message) => message.ids).sort()).toEqual([...ids].sort());
  });

  test('stand still for a destination that is paused, and go on when they are resumed', async () => {
    const world = await startLaneWorld({ isOrdered, destination: { state: 'paused' } });
    const ids = await world.add(1);
    await world.settle();
    expect(world.kind.sent).toEqual([]);
    world.change({ state: 'active' });
    world.lanes.resume(world.destination.id);
    await world.settle();
    expect(await world.statuses(ids)).toEqual(['delivered']);
  });

  test('are busy while they send, not while they wait for a time', async () => {
    const world = await startLaneWorld({ isOrdered });
    const answer = door();
    world.kind.answer = () => answer.wait.then(() => ({ kind: 'retry', reason: 'no' }));
    await world.add(1);
    await world.settle();
    expect(world.lanes.busy).toBe(1);
    answer.open();
    await world.settle();
    expect([world.lanes.busy, world.clock.pending]).toEqual([0, 1]);
  });

  test('end within the time they are given, or say that they have not', async () => {
    const world = await startLaneWorld({ isOrdered });
    const answer = door();
    world.kind.answer = () => answer.wait.then(() => ({ kind: 'delivered' }));
    await world.add(1);
    await world.settle();
    const stopped = world.lanes.stop(10_000, world.clock);
    world.clock.advance(10_000);
    expect(await stopped).toBe(false);
    answer.open();
    await world.settle();
    expect([world.lanes.isRunning, world.lanes.busy]).toEqual([false, 0]);
  });

  test('leave a lane alone that another process has the right to, until that one stops', async () => {
    const world = await startLaneWorld({ isOrdered });
    const other = world.process();
    const [first = ''] = await world.add(1);
    await world.settle();
    await world.lanes.stop(0, world.clock);
    await other.lanes.start();
    const [second = ''] = await world.add(1);
    other.lanes.wake(world.destination.id);
    await world.settle();
    await world.lanes.start();
    const [third = ''] = await world.add(1);
    await world.settle();
    expect([world.kind.sent, other.kind.sent].map((all) => all.map(({ ids }) => ids))).toEqual([[[first]], [[second]]]);
    expect(await world.statuses([third])).toEqual(['pending']);
    await other.lanes.stop(0, world.clock);
    world.lanes.wake(world.destination.id);
    await world.settle();
    expect(await world.statuses([third])).toEqual(['delivered']);
    expect([world.errors, other.errors]).toEqual([[], []]);
  });

  test('ask again after a second where the right to a lane could not be asked for', async () => {
    const world = await startLaneWorld({ isOrdered });
    world.failing.add('leaseLanes');
    const ids = await world.add(1);
    await world.settle();
    expect([world.errors.length, world.kind.sent]).toEqual([1, []]);
    await world.advance(1_000);
    expect(await world.statuses(ids)).toEqual(['delivered']);
  });
});

test('of a destination that nobody knows nothing is heard', async () => {
  const world = await startLaneWorld();
  world.lanes.wake('dst_of_yesterday');
  world.lanes.resume('dst_of_yesterday');
  expect([world.lanes.busy, world.errors]).toEqual([0, []]);
});
