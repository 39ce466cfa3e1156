import { expect, onTestFinished, test } from 'vitest';
import type { Destination } from '../../../src/model/destination.ts';
import { door, type LaneWorld, type LaneWorldOptions, startLaneWorld } from './_world.ts';

const hold: Partial<Destination> = { onUncertain: 'hold' };
const reason =
  'it may have arrived: Crier ended while it was being sent, and nobody saw the answer. Look there, then replay it or leave it';

/** A process that ended while the first message or messages of three deliveries were on their way, and the next one. */
async function crashed(options: LaneWorldOptions): Promise<{ ids: string[]; world: LaneWorld; next: LaneWorld }> {
  const world = await startLaneWorld({ ...options, maxPack: 2 });
  const answers = door();
  onTestFinished(answers.open);
  world.kind.answer = () => answers.wait.then(() => ({ kind: 'delivered' }));
  const ids = await world.add(3);
  await world.settle();
  const next = world.process();
  onTestFinished(() => void next.lanes.stop(0, next.clock));
  await world.crash();
  return { ids, world, next };
}

test.each([true, false])(
  'what was being sent at a crash is held for a person, the rest goes on (ordered: %s)',
  async (isOrdered) => {
    const { ids, next } = await crashed({ isOrdered, destination: { ...hold, concurrency: 2 } });
    await next.lanes.start();
    await next.settle();
    const held = { status: 'held', reason, attempts: 1 };
    const found = await Promise.all(ids.map((id) => next.delivery(id)));
    expect(found).toMatchObject([held, held, { status: 'delivered' }]);
    expect(next.kind.sent.flatMap((message) => message.ids)).toEqual(ids.slice(2));
    expect(next.attempts.map(({ outcome, items }) => [outcome, items.length])).toEqual([
      ['uncertain', 2],
      ['delivered', 1],
    ]);
    expect((await next.storage.getDelivery('main', ids[0] ?? ''))?.attempts).toMatchObject([{ outcome: 'uncertain' }]);
  },
);

test('what comes while that is found out waits for it, so that nothing is sent that is held', async () => {
  const { ids, next } = await crashed({ destination: hold });
  const look = door();
  onTestFinished(look.open);
  next.waiting.set('listInFlight', look.wait);
  const started = next.lanes.start();
  await next.settle();
  const [another = ''] = await next.add(1);
  await next.settle();
  expect(next.kind.sent).toEqual([]);
  look.open();
  await started;
  await next.settle();
  expect(next.kind.sent.flatMap((message) => message.ids)).toEqual([...ids.slice(2), another]);
});

test('a stop during the start begins nothing any more', async () => {
  const { next } = await crashed({ destination: hold });
  const look = door();
  onTestFinished(look.open);
  next.waiting.set('listInFlight', look.wait);
  const started = next.lanes.start();
  await next.settle();
  await next.lanes.stop(0, next.clock);
  look.open();
  await started;
  await next.settle();
  expect(next.kind.sent).toEqual([]);
  expect(next.lanes.isRunning).toBe(false);
});

test('where a destination takes a message twice rather than not at all, it is sent again, and nothing was noted', async () => {
  const { ids, world, next } = await crashed({ destination: { onUncertain: 'resend' } });
  expect(await world.storage.listInFlight(world.destination.id)).toEqual([]);
  await next.lanes.start();
  await next.settle();
  expect(next.kind.sent.flatMap((message) => message.ids)).toEqual(ids);
});

test('what was held once is not held again at the start after', async () => {
  const { ids, next } = await crashed({ destination: hold });
  await next.lanes.start();
  await next.settle();
  await next.lanes.stop(0, next.clock);
  await next.lanes.start();
  await next.settle();
  expect((await next.storage.getDelivery('main', ids[0] ?? ''))?.attempts).toHaveLength(1);
});

test('what cannot be noted is not sent, keeps no place, and goes when it can be', async () => {
  const world = await startLaneWorld({ destination: hold });
  world.failing.add('markInFlight');
  const ids = await world.add(1);
  await world.settle();
  expect([world.kind.sent, world.kind.reserved, world.errors.length]).toEqual([[], 0, 1]);
  await world.advance(1_000);
  expect(await world.statuses(ids)).toEqual(['delivered']);
  expect(await world.storage.listInFlight(world.destination.id)).toEqual([]);
});
