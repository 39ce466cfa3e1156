import { describe, expect, test } from 'vitest';
import { startLaneWorld } from './_world.ts';

const minute = 60_000;

describe.each([{ isOrdered: true }, { isOrdered: false }])('on a full disk, a lane ($isOrdered: ordered)', (order) => {
  const start = () => startLaneWorld({ ...order, maxPack: 1, destination: { concurrency: 3 } });

  test('sends what is under way once, nothing more, and writes it down when there is room again', async () => {
    const world = await start();
    world.disk = 'is full';
    const ids = await world.add(8);
    await world.settle();
    const underWay = order.isOrdered ? 1 : 3;
    for (let second = 0; second < 600; second += 1) await world.advance(1_000);
    expect(world.kind.sent).toHaveLength(underWay);
    expect(await world.statuses(ids)).toEqual(Array(8).fill('pending'));
    world.disk = 'has room';
    await world.advance(minute);
    expect(await world.statuses(ids)).toEqual(Array(8).fill('delivered'));
    expect(world.kind.sent.flatMap((message) => message.ids).sort()).toEqual([...ids].sort());
    expect([world.health.problem(), world.kind.reserved, world.lanes.busy]).toEqual([undefined, 0, 0]);
  });

  test('tries to write ever more seldom, one attempt at a time', async () => {
    const world = await start();
    world.disk = 'is full';
    await world.add(3);
    await world.settle();
    const first = world.refused;
    const tries: number[] = [];
    for (let second = 1; second <= 121; second += 1) {
      const before = world.refused;
      await world.advance(1_000);
      if (world.refused > before) tries.push(second);
      expect(world.refused - before).toBeLessThanOrEqual(1);
    }
    expect(first).toBe(order.isOrdered ? 1 : 3);
    expect(tries).toEqual([1, 3, 7, 15, 31, 61, 91, 121]);
  });

  test('holds the other lanes up until an attempt is written, even where small writes fit', async () => {
    const world = await start();
    const other = await world.another({ isOrdered: !order.isOrdered, maxPack: 1 });
    world.disk = 'has little room';
    await world.add(1);
    await world.settle();
    const [waiting = ''] = await other.add(1);
    for (let second = 0; second < 300; second += 1) {
      await world.advance(1_000);
      await other.settle();
    }
    expect(other.kind.sent).toEqual([]);
    expect(world.health.problem()).toEqual({
      since: Date.parse('2026-01-01T00:00:00Z'),
      reason: 'database or disk is full (SQLITE_FULL)',
    });
    world.disk = 'has room';
    await world.advance(minute);
    await other.settle();
    expect(await other.statuses([waiting])).toEqual(['delivered']);
    expect(other.kind.sent).toHaveLength(1);
  });

  test('writes down at the stop what it can', async () => {
    const world = await start();
    world.disk = 'is full';
    const [id = ''] = await world.add(1);
    await world.settle();
    world.disk = 'has room';
    expect(await world.lanes.stop(10_000, world.clock)).toBe(true);
    expect(await world.statuses([id])).toEqual(['delivered']);
  });
});

test('what let itself into the limits before the disk was full is not sent, and gives its place back', async () => {
  const world = await startLaneWorld({ maxPack: 1 });
  const other = await world.another({ maxPack: 1 });
  const limits = Promise.withResolvers<void>();
  other.kind.gate = () => limits.promise;
  const [waiting = ''] = await other.add(1);
  await other.settle();
  world.disk = 'is full';
  await world.add(1);
  await world.settle();
  limits.resolve();
  await other.settle();
  expect([other.kind.sent, other.kind.reserved]).toEqual([[], 0]);
  world.disk = 'has room';
  await world.advance(1_000);
  await other.settle();
  expect(await other.statuses([waiting])).toEqual(['delivered']);
});
