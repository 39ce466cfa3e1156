import { expect, test } from 'vitest';
import type { DueQuery, LaneRow } from '../../../src/model/storage/lanes.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

const hour = 3_600_000;

const query = (shelf: Shelf, parts: Partial<DueQuery>): DueQuery => ({
  now: shelf.now,
  latest: shelf.now + 48 * hour,
  limit: 100,
  ...parts,
});

const idsOf = (rows: readonly LaneRow[]) => rows.map(({ delivery }) => delivery.id);

/** The ids of the deliveries that may be taken now. */
async function peekDue(shelf: Shelf, lane: string, parts: Partial<DueQuery> = {}) {
  const { fresh, due, nextDueAt } = await shelf.storage.peekDue(lane, query(shelf, parts));
  return { fresh: idsOf(fresh), due: idsOf(due), nextDueAt };
}

/** An attempt that is to be repeated at a time. */
function retry(shelf: Shelf, lane: string, deliveryId: string, nextAttemptAt: number): Promise<void> {
  const item = { deliveryId, attemptId: noId('att'), spent: true, status: 'pending', nextAttemptAt } as const;
  return shelf.record(lane, [deliveryId], 'pending', { items: [item] });
}

export function dueCases(openShelf: OpenShelf): void {
  test('what was never tried is fresh, in the order of acceptance, and no other lane gives it', async () => {
    const shelf = await openShelf();
    const [lane, other] = [await shelf.destination(), await shelf.destination()];
    const first = await shelf.fill(lane, 2);
    const others = await shelf.fill(other, 2);
    const second = await shelf.fill(lane, 1);
    await retry(shelf, other, others[0] ?? '', shelf.now - 1_000);
    expect(await peekDue(shelf, lane)).toEqual({ fresh: [...first, ...second], due: [], nextDueAt: undefined });
    expect(await peekDue(shelf, other)).toEqual({ fresh: others.slice(1), due: others.slice(0, 1) });
    expect(await peekDue(shelf, noId('dst'))).toEqual({ fresh: [], due: [] });
  });

  test('what is to be tried again is due from its time on, to the millisecond, and is not fresh', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [soon = '', later = ''] = await shelf.fill(lane, 2);
    const at = shelf.now + 5_000;
    await retry(shelf, lane, soon, at);
    await retry(shelf, lane, later, at + 1);
    expect(await peekDue(shelf, lane, { now: at - 1 })).toEqual({ fresh: [], due: [], nextDueAt: at });
    expect(await peekDue(shelf, lane, { now: at })).toEqual({ fresh: [], due: [soon], nextDueAt: at + 1 });
    expect(await peekDue(shelf, lane, { now: at + 1 })).toEqual({ fresh: [], due: [soon, later] });
  });

  test('one that waits for its time holds up nothing behind it', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [stuck = '', ...behind] = await shelf.fill(lane, 3);
    await retry(shelf, lane, stuck, shelf.now + hour);
    expect(await peekDue(shelf, lane)).toEqual({ fresh: behind, due: [], nextDueAt: shelf.now + hour });
  });

  test('the longest due comes first, whatever the order of acceptance', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [a = '', b = '', c = ''] = await shelf.fill(lane, 3);
    await retry(shelf, lane, a, shelf.now - 1_000);
    await retry(shelf, lane, b, shelf.now - 3_000);
    await retry(shelf, lane, c, shelf.now - 2_000);
    expect((await peekDue(shelf, lane)).due).toEqual([b, c, a]);
    expect((await peekDue(shelf, lane, { limit: 2 })).due).toEqual([b, c]);
  });

  test('no more is answered than was asked for, of what is fresh and of what is due', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 6);
    for (const id of ids.slice(0, 3)) await retry(shelf, lane, id, shelf.now);
    const found = await peekDue(shelf, lane, { limit: 2 });
    expect(found.fresh).toEqual(ids.slice(3, 5));
    expect(found.due).toHaveLength(2);
  });

  test('a look takes nothing away, and finds what comes later too', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 4);
    expect((await peekDue(shelf, lane, { limit: 2 })).fresh).toEqual(ids.slice(0, 2));
    const news = await shelf.fill(lane, 1);
    expect((await peekDue(shelf, lane)).fresh).toEqual([...ids, ...news]);
  });

  test('what takes the place of a delivery that was pruned is found', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [waits = '', dead = ''] = await shelf.fill(lane, 2);
    await peekDue(shelf, lane);
    await retry(shelf, lane, waits, shelf.now + hour);
    await shelf.record(lane, [dead], 'failed');
    expect(await shelf.storage.pruneFailed(lane, shelf.now + 1, 10)).toBe(1);
    const news = await shelf.fill(lane, 1);
    expect((await peekDue(shelf, lane)).fresh).toEqual(news);
  });

  test('an attempt that is put off again is not due twice', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [id = ''] = await shelf.fill(lane, 1);
    await retry(shelf, lane, id, shelf.now);
    expect((await peekDue(shelf, lane)).due).toEqual([id]);
    await retry(shelf, lane, id, shelf.now + 60_000);
    expect(await peekDue(shelf, lane)).toEqual({ fresh: [], due: [], nextDueAt: shelf.now + 60_000 });
  });

  test.each(['delivered', 'failed', 'cancelled'] as const)('what was %s is neither fresh nor due', async (status) => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [fresh = '', due = '', far = '', waits = ''] = await shelf.fill(lane, 4);
    await retry(shelf, lane, due, shelf.now - 1_000);
    await retry(shelf, lane, far, shelf.now + hour);
    for (const id of [fresh, due, far]) {
      if (status === 'cancelled') await shelf.cancel(id);
      else await shelf.record(lane, [id], status);
    }
    expect(await peekDue(shelf, lane, { now: shelf.now + 2 * hour })).toEqual({ fresh: [waits], due: [] });
  });

  test('a time further ahead than any wait was written under another clock: it is due behind what is late', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [lost = '', edge = '', late = ''] = await shelf.fill(lane, 3);
    const latest = shelf.now + 48 * hour;
    await retry(shelf, lane, lost, latest + 1);
    await retry(shelf, lane, edge, latest);
    await retry(shelf, lane, late, shelf.now);
    expect(await peekDue(shelf, lane, { latest })).toEqual({ fresh: [], due: [late, lost], nextDueAt: latest });
    expect((await peekDue(shelf, lane, { latest, limit: 1 })).due).toEqual([late]);
    await retry(shelf, lane, edge, latest + 2);
    expect((await peekDue(shelf, lane, { latest, limit: 2 })).due).toEqual([late, lost]);
  });

  test('a row carries the event and what the delivery has behind it', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [tried, untried] = [0, 1].map(() => shelf.event({ deliveries: [{ destination: lane, routeKey: 'all' }] }));
    if (tried === undefined || untried === undefined) throw new Error('two events were made');
    await shelf.accept(tried, untried);
    const id = tried.deliveries[0]?.id ?? '';
    await retry(shelf, lane, id, shelf.now);
    const { fresh, due } = await shelf.storage.peekDue(lane, query(shelf, {}));
    expect(due).toMatchObject([
      {
        event: tried.body,
        delivery: { id, eventId: tried.id, destination: lane, routeKey: 'all', attempts: 1, nextAttemptAt: shelf.now },
      },
    ]);
    expect(fresh).toMatchObject([{ event: untried.body, delivery: { eventId: untried.id, attempts: 0 } }]);
    expect(fresh[0]?.delivery.nextAttemptAt).toBeUndefined();
  });

  test('a replayed dead letter is due at once, although its place was passed long ago', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [dead = '', gone = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [dead], 'failed');
    await shelf.cancel(gone);
    await shelf.replay(dead, gone);
    expect(await peekDue(shelf, lane)).toEqual({ fresh: [], due: [dead, gone] });
    const found = await shelf.storage.getDelivery(shelf.store, dead);
    expect(found?.delivery).toMatchObject({ status: 'pending', attempts: 0, nextAttemptAt: shelf.now });
  });

  test('a repeated delivery is new: fresh behind everything, without a time', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [done = '', waits = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [done], 'delivered');
    const [repeated] = await shelf.replay(done);
    expect(await peekDue(shelf, lane)).toEqual({ fresh: [waits, repeated?.id], due: [] });
  });

  test('what was cancelled without a place waits for a route again, without a time', async () => {
    const shelf = await openShelf();
    const event = shelf.event({ deliveries: [{ status: 'unrouted' }] });
    await shelf.accept(event);
    const id = event.deliveries[0]?.id ?? '';
    await shelf.cancel(id);
    await shelf.replay(id);
    const found = await shelf.storage.getDelivery(shelf.store, id);
    expect(found?.delivery.status).toBe('unrouted');
    expect(found?.delivery.nextAttemptAt).toBeUndefined();
  });
}
