import { describe, expect, test } from 'vitest';
import type { LaneLeases } from '../../../src/pipeline/lanes/lanes.ts';
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

  test('leave a lane alone that another process has the right to', async () => {
    const { leases, calls } = fakeLeases(false);
    const world = await startLaneWorld({ isOrdered, leases });
    const ids = await world.add(2);
    await world.settle();
    expect([world.kind.sent, await world.statuses(ids)]).toEqual([[], ['pending', 'pending']]);
    expect(calls).toEqual([`acquire ${world.destination.id}`]);
  });

  test('ask for the right to a lane before they work there, and give it back when nothing waits', async () => {
    const { leases, calls } = fakeLeases(true);
    const world = await startLaneWorld({ isOrdered, leases });
    world.kind.answer = () => {
      calls.push('send');
      return { kind: 'delivered' };
    };
    const { id } = world.destination;
    await world.add(1);
    await world.settle();
    await world.add(1);
    await world.settle();
    expect(calls).toEqual([`acquire ${id}`, 'send', `release ${id}`, `acquire ${id}`, 'send', `release ${id}`]);
  });

  test('ask again after a second where the right could not be asked for; a release that fails harms nothing', async () => {
    const { leases, calls, failNext } = fakeLeases(true);
    failNext.add('acquire').add('release');
    const world = await startLaneWorld({ isOrdered, leases });
    const ids = await world.add(1);
    await world.settle();
    expect([world.errors.length, world.kind.sent]).toEqual([1, []]);
    await world.advance(1_000);
    expect(await world.statuses(ids)).toEqual(['delivered']);
    await world.add(1);
    await world.settle();
    expect([world.errors.length, world.kind.sent.length, calls.length]).toEqual([2, 2, 5]);
  });

  test('begin nothing more where the right is lost; what is in flight is recorded', async () => {
    const { leases, calls } = fakeLeases(true);
    const world = await startLaneWorld({ isOrdered, maxPack: 1, destination: { concurrency: 1 }, leases });
    const answer = door();
    world.kind.answer = () => answer.wait.then(() => ({ kind: 'delivered' }));
    const ids = await world.add(3);
    await world.settle();
    world.lanes.abandon(world.destination.id);
    answer.open();
    await world.settle();
    expect(await world.statuses(ids)).toEqual(['delivered', 'pending', 'pending']);
    expect(calls.at(-1)).toBe(`release ${world.destination.id}`);
  });
});

test('of a destination that nobody knows nothing is heard', async () => {
  const world = await startLaneWorld();
  world.lanes.wake('dst_of_yesterday');
  world.lanes.resume('dst_of_yesterday');
  world.lanes.abandon('dst_of_yesterday');
  expect([world.lanes.busy, world.errors]).toEqual([0, []]);
});

/** The right to every lane, or to none. */
function fakeLeases(isOurs: boolean) {
  const calls: string[] = [];
  const failNext = new Set<string>();
  const call = (verb: string, ids: readonly string[]) => {
    calls.push(`${verb} ${ids.join()}`);
    if (failNext.delete(verb)) throw new Error(`${verb} failed`);
  };
  const leases: LaneLeases = {
    async acquire(ids) {
      call('acquire', ids);
      return new Set(isOurs ? ids : []);
    },
    async release(ids) {
      call('release', ids);
    },
  };
  return { leases, calls, failNext };
}
