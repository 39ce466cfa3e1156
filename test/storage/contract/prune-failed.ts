import { expect, test } from 'vitest';
import { noId, type OpenShelf } from './_shelf.ts';

const hour = 3_600_000;

export function pruneFailedCases(openShelf: OpenShelf, openAlone: OpenShelf): void {
  test('dead letters that failed before a time go, to the millisecond, whenever they were accepted', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [late = '', early = '', edge = ''] = await shelf.fill(lane, 3);
    const start = shelf.now;
    await shelf.record(lane, [early], 'failed', { at: start + 1_000 });
    await shelf.record(lane, [edge], 'failed', { at: start + 2_000 });
    await shelf.record(lane, [late], 'failed', { at: start + 3_000 });
    expect(await shelf.storage.pruneFailed(lane, start + 1_000, 100)).toBe(0);
    expect(await shelf.storage.pruneFailed(lane, start + 2_000, 100)).toBe(1);
    expect(await shelf.ids()).toEqual([edge, late]);
    expect(await shelf.counts(lane)).toMatchObject({ failed: 2 });
    expect(await shelf.storage.pruneFailed(lane, start + 3_001, 100)).toBe(2);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, failed: 0 });
  });

  test('only dead letters of that destination go, and nothing that has another status', async () => {
    const [shelf, stranger] = [await openShelf(), await openShelf()];
    const [lane, other] = [await shelf.destination(), await shelf.destination()];
    const strange = await stranger.destination();
    const [dead = '', done = '', gone = '', waits = ''] = await shelf.fill(lane, 4);
    const others = await shelf.fill(other, 1);
    await shelf.record(lane, [dead], 'failed');
    await shelf.record(lane, [done], 'delivered');
    await shelf.cancel(gone);
    await shelf.record(other, others, 'failed');
    await stranger.record(strange, await stranger.fill(strange, 1), 'failed');
    shelf.wait(hour);
    expect(await shelf.storage.pruneFailed(noId('dst'), shelf.now, 100)).toBe(0);
    expect(await shelf.storage.pruneFailed(lane, shelf.now, 100)).toBe(1);
    expect(await shelf.ids()).toEqual([...others, waits, gone, done]);
    expect(await stranger.list({ status: 'failed' })).toHaveLength(1);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1, delivered: 1, failed: 0 });
    expect(await shelf.counts(other)).toMatchObject({ failed: 1 });
  });

  test('they go in steps of the asked size, what failed first goes first', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 5);
    for (const id of ids.toReversed()) await shelf.record(lane, [id], 'failed', { at: shelf.wait(1_000) });
    const before = shelf.wait(1_000);
    const prune = () => shelf.storage.pruneFailed(lane, before, 2);
    expect(await prune()).toBe(2);
    expect(await shelf.ids()).toEqual(ids.slice(0, 3).reverse());
    expect([await prune(), await prune(), await prune()]).toEqual([2, 1, 0]);
  });

  test('a replayed dead letter is none until it fails again', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 1);
    await shelf.record(lane, ids, 'failed');
    await shelf.replay(...ids);
    expect(await shelf.storage.pruneFailed(lane, shelf.wait(hour), 100)).toBe(0);
    await shelf.record(lane, ids, 'failed');
    expect(await shelf.storage.pruneFailed(lane, shelf.now, 100)).toBe(0);
    expect(await shelf.storage.pruneFailed(lane, shelf.now + 1, 100)).toBe(1);
    expect(await shelf.list()).toEqual([]);
  });

  test('those of a deleted destination go as well', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination({ kind: 'http', keepFailedMs: hour });
    await shelf.record(lane, await shelf.fill(lane, 1), 'failed');
    await shelf.storage.deleteDestination(lane);
    expect(await shelf.storage.pruneFailed(lane, shelf.now + 1, 100)).toBe(1);
    expect(await shelf.list()).toEqual([]);
    const kept = (await shelf.storage.listDestinations()).find(({ id }) => id === lane);
    expect(kept?.keepFailedMs, 'its keep-failed time is still known').toBe(hour);
  });

  test('with a dead letter go its attempts, its event and its words, and what is left can be found', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const events = [0, 1].map(() =>
      shelf.event({ senderId: `order-${shelf.now}`, words: 'steve', deliveries: [{ destination: lane }] }),
    );
    await shelf.accept(...events);
    const [dead = '', waits = ''] = events.map(({ deliveries }) => deliveries[0]?.id);
    await shelf.record(lane, [dead], 'pending');
    await shelf.record(lane, [dead], 'failed');
    expect(await shelf.storage.pruneFailed(lane, shelf.now + 1, 100)).toBe(1);
    expect(await shelf.storage.getDelivery(shelf.store, dead)).toBeUndefined();
    expect(await shelf.storage.getEvent(shelf.store, events[0]?.id ?? '')).toBeUndefined();
    expect(await shelf.ids({ q: 'steve' })).toEqual([waits]);
    // A sender id goes with its event.
    const [again] = await shelf.accept(shelf.event({ senderId: events[0]?.senderId }));
    expect(again?.duplicate).toBe(false);
  });

  test('what takes the place of the last dead letter inherits neither its attempts nor its words', async () => {
    // On a database of its own: the newest row of all is the one that goes.
    const shelf = await openAlone();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 1, { words: 'steve' });
    // Only what arrived is listed with its number.
    await shelf.record(lane, ids, 'failed', { message: '{"n":1}', outcome: 'delivered' });
    const [message] = await shelf.storage.listMessages(shelf.store, 1);
    expect(message?.body).toBe('{"n":1}');
    expect(await shelf.storage.pruneFailed(lane, shelf.now + 1, 100)).toBe(1);
    expect(await shelf.storage.listMessages(shelf.store, 1)).toEqual([]);
    const [fresh = ''] = await shelf.fill(lane, 1, { words: 'alex' });
    expect((await shelf.storage.getDelivery(shelf.store, fresh))?.attempts).toEqual([]);
    expect(await shelf.ids({ q: 'steve' })).toEqual([]);
    expect(await shelf.ids({ q: 'alex' })).toEqual([fresh]);
  });

  test('an event and a message stay as long as a delivery elsewhere hangs on them', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const next = await shelf.destination();
    const event = shelf.event({ words: 'steve', deliveries: [{ destination: lane }, { destination: next }] });
    await shelf.accept(event);
    const [dead = '', waits = ''] = event.deliveries.map(({ id }) => id);
    const [shares = ''] = await shelf.fill(lane, 1);
    const items = [
      { deliveryId: dead, attemptId: noId('att'), spent: true, status: 'failed' },
      { deliveryId: shares, attemptId: noId('att'), spent: false, status: 'pending' },
    ] as const;
    await shelf.record(lane, [], 'failed', { message: '{"n":1}', items });
    expect(await shelf.storage.pruneFailed(lane, shelf.now + 1, 100)).toBe(1);
    expect((await shelf.storage.getDelivery(shelf.store, shares))?.attempts).toMatchObject([{ message: { n: 1 } }]);
    const found = await shelf.storage.getEvent(shelf.store, event.id);
    expect(found?.deliveries.map(({ delivery }) => delivery.id)).toEqual([waits]);
    expect(await shelf.ids({ q: 'steve' })).toEqual([waits]);
    await shelf.record(lane, [shares], 'failed');
    await shelf.record(next, [waits], 'failed');
    expect(await shelf.storage.pruneFailed(next, shelf.now + 1, 100)).toBe(1);
    expect(await shelf.storage.getEvent(shelf.store, event.id)).toBeUndefined();
    expect(await shelf.ids({ q: 'steve' })).toEqual([]);
  });
}
