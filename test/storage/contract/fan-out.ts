import { expect, test } from 'vitest';
import type { OpenShelf, Shelf } from './_shelf.ts';

/** An event on its way to several destinations at once. */
async function acceptForAll(shelf: Shelf, lanes: readonly string[]) {
  const event = shelf.event({
    senderId: 'order-1',
    words: 'steve',
    deliveries: lanes.map((destination) => ({ destination })),
  });
  const [accepted] = await shelf.accept(event);
  return { event, accepted, ids: event.deliveries.map(({ id }) => id) };
}

async function openLanes(shelf: Shelf): Promise<[string, string, string]> {
  return [
    await shelf.destination({ kind: 'discord-webhook' }),
    await shelf.destination({ kind: 'http', name: 'shop', subscription: { events: ['*'] } }),
    await shelf.destination({ kind: 'http', name: 'till', subscription: { events: ['payment.*'] } }),
  ];
}

export function fanOutCases(openShelf: OpenShelf): void {
  test('an event has one delivery for each destination, each in its own lane', async () => {
    const shelf = await openShelf();
    const lanes = await openLanes(shelf);
    const { event, accepted, ids } = await acceptForAll(shelf, lanes);
    expect(accepted?.deliveries.map(({ id, destination }) => [id, destination])).toEqual(
      lanes.map((lane, index) => [ids[index], lane]),
    );
    for (const [index, lane] of lanes.entries()) {
      expect(await shelf.peek(lane)).toEqual([ids[index]]);
      expect(await shelf.counts(lane)).toMatchObject({ pending: 1 });
      expect(await shelf.ids({ destination: lane })).toEqual([ids[index]]);
    }
    const found = await shelf.storage.getEvent(shelf.store, event.id);
    expect(found?.deliveries.map(({ delivery }) => delivery.destination)).toEqual(lanes);
    expect(await shelf.ids({ q: 'steve' })).toHaveLength(3);
    const { categories } = await shelf.storage.getCounts(shelf.store, shelf.now);
    expect(categories, 'it is one event').toEqual([{ category: 'transactions', lastHour: 1, lastDay: 1 }]);
  });

  test('what becomes of one delivery of an event changes no other', async () => {
    const shelf = await openShelf();
    const [discord, shop, till] = await openLanes(shelf);
    const { event, ids } = await acceptForAll(shelf, [discord, shop, till]);
    const [sent = '', dead = '', waits = ''] = ids;
    await shelf.record(discord, [sent], 'delivered');
    await shelf.record(shop, [dead], 'failed', { reason: 'it answered 400' });
    const found = await shelf.storage.getEvent(shelf.store, event.id);
    expect(found?.deliveries.map(({ delivery, attempts }) => [delivery.id, delivery.status, attempts.length])).toEqual([
      [sent, 'delivered', 1],
      [dead, 'failed', 1],
      [waits, 'pending', 0],
    ]);
    expect(await shelf.counts(discord)).toMatchObject({ pending: 0, delivered: 1, failed: 0 });
    expect(await shelf.counts(shop)).toMatchObject({ pending: 0, failed: 1, lastFailure: 'it answered 400' });
    expect(await shelf.counts(till)).toMatchObject({ pending: 1, failed: 0, lastFailure: undefined });
  });

  test('sent again by its sender, it is answered with all its deliveries and posted to none', async () => {
    const shelf = await openShelf();
    const lanes = await openLanes(shelf);
    const { event, ids } = await acceptForAll(shelf, lanes);
    await shelf.record(lanes[1], ids.slice(1, 2), 'delivered', { format: 'json' });
    const { accepted } = await acceptForAll(shelf, lanes);
    expect(accepted).toEqual({
      id: event.id,
      duplicate: true,
      deliveries: lanes.map((destination, index) => ({
        id: ids[index],
        destination,
        status: index === 1 ? 'delivered' : 'pending',
      })),
    });
    expect(await shelf.list()).toHaveLength(3);
    expect(await shelf.peek(lanes[1])).toEqual([]);
  });

  test('a delivery is replayed to its own destination alone', async () => {
    const shelf = await openShelf();
    const lanes = await openLanes(shelf);
    const { event, ids } = await acceptForAll(shelf, lanes);
    for (const [index, lane] of lanes.entries()) await shelf.record(lane, [ids[index] ?? ''], 'delivered');
    const [repeated] = await shelf.replay(ids[2] ?? '');
    expect(repeated).toMatchObject({ replayOf: ids[2], destination: lanes[2] });
    expect([await shelf.peek(lanes[0]), await shelf.peek(lanes[1])]).toEqual([[], []]);
    expect(await shelf.peek(lanes[2])).toEqual([repeated?.id]);
    const found = await shelf.storage.getEvent(shelf.store, event.id);
    expect(found?.deliveries).toHaveLength(4);
  });

  test('a lane that is cancelled leaves the other deliveries of its events alone', async () => {
    const shelf = await openShelf();
    const lanes = await openLanes(shelf);
    const { ids } = await acceptForAll(shelf, lanes);
    await shelf.storage.deleteDestination(lanes[1]);
    expect(await shelf.storage.cancelLane(lanes[1], 'its endpoint was deleted', shelf.now, 100)).toBe(1);
    expect(await Promise.all(ids.map((id) => shelf.statusOf(id)))).toEqual(['pending', 'cancelled', 'pending']);
    expect(await shelf.counts(lanes[2])).toMatchObject({ pending: 1 });
  });

  test("the messages of a store are Discord's alone; what other destinations were sent is in the log", async () => {
    const shelf = await openShelf();
    const [discord, shop] = await openLanes(shelf);
    const { ids } = await acceptForAll(shelf, [discord, shop, shop]);
    const [first = '', second = '', third = ''] = ids;
    await shelf.record(discord, [first], 'delivered', { message: '{"n":1}', format: 'discord' });
    await shelf.record(shop, [second], 'delivered', { message: '{"n":2}', format: 'json' });
    await shelf.record(shop, [third], 'delivered', { message: '{"n":3}' });
    const messages = await shelf.storage.listMessages(shelf.store, 10);
    expect(messages.map(({ body, destination }) => [body, destination])).toEqual([
      ['{"n":3}', shop],
      ['{"n":1}', discord],
    ]);
    expect((await shelf.storage.getDelivery(shelf.store, second))?.attempts).toMatchObject([{ message: { n: 2 } }]);
  });

  test('other formats take no place in a list of messages that ends after a few', async () => {
    const shelf = await openShelf();
    const [discord, shop] = await openLanes(shelf);
    const drawn = await shelf.fill(discord, 2);
    await shelf.record(discord, drawn.slice(0, 1), 'delivered', { message: '{"n":1}' });
    await shelf.record(discord, drawn.slice(1), 'delivered', { message: '{"n":2}' });
    for (const id of await shelf.fill(shop, 5)) await shelf.record(shop, [id], 'delivered', { format: 'json' });
    const bodies = async (limit: number) =>
      (await shelf.storage.listMessages(shelf.store, limit)).map(({ body }) => body);
    expect(await bodies(2)).toEqual(['{"n":2}', '{"n":1}']);
    expect(await bodies(1)).toEqual(['{"n":2}']);
  });
}
