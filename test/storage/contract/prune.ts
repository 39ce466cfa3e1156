import { expect, test } from 'vitest';
import type { DeliveryStatus } from '../../../src/model/delivery.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

const settled: DeliveryStatus[] = ['delivered', 'cancelled', 'failed'];

const messagesOf = async (shelf: Shelf) => (await shelf.storage.listMessages(shelf.store, 100)).length;

export function pruneCases(openShelf: OpenShelf): void {
  test('what is settled and older goes, with its event, its words, its attempts and its message', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 3, { words: 'steve' });
    await shelf.record(lane, ids.slice(0, 2), 'delivered');
    await shelf.record(lane, ids.slice(2), 'delivered');
    const events = (await shelf.list()).map(({ eventId }) => eventId);
    expect(await messagesOf(shelf)).toBe(2);
    shelf.wait(1_000);
    expect(await shelf.storage.pruneDeliveries(shelf.store, settled, shelf.now, 100)).toBe(3);
    expect(await shelf.list()).toEqual([]);
    expect(await shelf.ids({ q: 'steve' })).toEqual([]);
    expect(await messagesOf(shelf)).toBe(0);
    for (const id of events) expect(await shelf.storage.getEvent(shelf.store, id)).toBeUndefined();
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 3 });
  });

  test('it goes in steps of the asked size, the oldest first', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 5);
    await shelf.record(lane, ids, 'delivered');
    shelf.wait(1_000);
    const prune = () => shelf.storage.pruneDeliveries(shelf.store, settled, shelf.now, 2);
    expect(await prune()).toBe(2);
    expect(await shelf.ids()).toEqual(ids.slice(2).reverse());
    expect([await prune(), await prune(), await prune()]).toEqual([2, 1, 0]);
  });

  test('a step counts over all statuses that were asked for', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 4);
    await shelf.record(lane, ids.slice(0, 2), 'delivered');
    await shelf.record(lane, ids.slice(2), 'failed');
    shelf.wait(1_000);
    expect(await shelf.storage.pruneDeliveries(shelf.store, settled, shelf.now, 3)).toBe(3);
    expect(await shelf.list()).toHaveLength(1);
    expect(await shelf.counts(lane)).toMatchObject({ failed: 1 });
  });

  test('what waits, what is younger, what has another status and what is of another store stays', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const lane = await shelf.destination();
    const otherLane = await other.destination();
    await other.record(otherLane, await other.fill(otherLane, 1), 'delivered');
    const [done = '', dead = '', waits = ''] = await shelf.fill(lane, 3);
    await shelf.accept(shelf.event({ deliveries: [{ status: 'unrouted' }] }));
    await shelf.record(lane, [done], 'delivered');
    await shelf.record(lane, [dead], 'failed');
    const before = shelf.wait(1_000);
    const [young = ''] = await shelf.fill(lane, 1);
    await shelf.record(lane, [young], 'delivered');
    expect(await shelf.storage.pruneDeliveries(shelf.store, ['delivered', 'cancelled'], before, 100)).toBe(1);
    expect((await shelf.list()).map(({ status }) => status)).toEqual(['delivered', 'unrouted', 'pending', 'failed']);
    expect(await shelf.peek(lane)).toEqual([waits]);
    expect(await other.list()).toHaveLength(1);
  });

  test('what was accepted long ago and settled just now stays', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 1);
    const before = shelf.wait(1_000);
    await shelf.record(lane, ids, 'delivered', { at: shelf.wait(1_000) });
    expect(await shelf.storage.pruneDeliveries(shelf.store, settled, before, 100)).toBe(0);
  });

  test('an event stays as long as one of its deliveries does, and can be found', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [done = ''] = await shelf.fill(lane, 1, { words: 'steve' });
    await shelf.record(lane, [done], 'delivered');
    const [repeated] = await shelf.replay(done);
    shelf.wait(1_000);
    expect(await shelf.storage.pruneDeliveries(shelf.store, settled, shelf.now, 100)).toBe(1);
    expect(await shelf.ids({ q: 'steve' })).toEqual([repeated?.id]);
    expect(await shelf.statusOf(repeated?.id ?? '')).toBe('pending');
  });

  test('a message stays as long as one of the deliveries that share it does', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [first = '', second = ''] = await shelf.fill(lane, 2);
    await shelf.cancel(first);
    await shelf.record(lane, [first, second], 'delivered');
    shelf.wait(1_000);
    expect(await shelf.storage.pruneDeliveries(shelf.store, ['cancelled'], shelf.now, 100)).toBe(1);
    expect(await messagesOf(shelf)).toBe(1);
    expect((await shelf.storage.getDelivery(shelf.store, second))?.attempts[0]?.message).toEqual({ embeds: [] });
    expect(await shelf.storage.pruneDeliveries(shelf.store, settled, shelf.now, 100)).toBe(1);
    expect(await messagesOf(shelf)).toBe(0);
  });

  test('after its event is gone a sender id is free again', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const parts = { senderId: 'order-1', bodyHash: 'a' };
    await shelf.record(lane, await shelf.fill(lane, 1, parts), 'delivered');
    shelf.wait(1_000);
    await shelf.storage.pruneDeliveries(shelf.store, settled, shelf.now, 100);
    const [again] = await shelf.accept(shelf.event({ ...parts, bodyHash: 'b' }));
    expect(again?.duplicate).toBe(false);
  });

  test('the counts of old minutes go', async () => {
    const shelf = await openShelf();
    await shelf.accept(shelf.event());
    const before = shelf.wait(120_000);
    await shelf.accept(shelf.event());
    expect(await shelf.storage.pruneCounts(before)).toBeGreaterThanOrEqual(1);
    const { categories } = await shelf.storage.getCounts(shelf.store, shelf.now);
    expect(categories).toEqual([{ category: 'transactions', lastHour: 1, lastDay: 1 }]);
  });
}
