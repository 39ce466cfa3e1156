import { expect, test } from 'vitest';
import type { Cursor } from '../../../src/model/storage/page.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

/** Accepts an event whose body bears its sender's id and title. */
async function say(shelf: Shelf, senderId: string, title: string, destination?: string): Promise<string> {
  const { id, acceptedAt } = shelf.event();
  const body = JSON.stringify({ id, senderId, title, occurredAt: acceptedAt, acceptedAt });
  const deliveries = destination === undefined ? [] : [{ destination }];
  await shelf.accept(shelf.event({ id, senderId, body, words: `${senderId} ${title}`, deliveries }));
  return id;
}

async function all(shelf: Shelf, limit: number): Promise<{ ids: string[]; waiting: number }> {
  const ids: string[] = [];
  let waiting = 0;
  let after: Cursor | undefined;
  do {
    const page = await shelf.storage.listTestEvents(shelf.store, { after, limit });
    ids.push(...page.rows.map(({ id }) => id));
    for (const row of page.rows) waiting += row.waiting;
    after = page.next;
  } while (after !== undefined);
  return { ids, waiting };
}

export function testEventCases(openShelf: OpenShelf): void {
  test('what was made to try things is found by its mark, in its store alone, page by page', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const lane = await shelf.destination();
    const first = await say(shelf, 'test:req_1', '', lane);
    await say(shelf, 'tbx-1', 'A test of courage', lane);
    await say(other, 'test:req_2', '');
    const second = await say(shelf, 'stripe:evt_1', 'Test: New purchase');
    await say(shelf, 'ci-17', 'Test: login spec', lane);
    for (const limit of [1, 10]) expect(await all(shelf, limit)).toEqual({ ids: [first, second], waiting: 1 });
  });

  test('an event is deleted with all that hangs on it, and no count still holds what waited', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const waits = await say(shelf, 'test:req_1', '', lane);
    const kept = await say(shelf, 'tbx-1', '', lane);
    const failed = await say(shelf, 'test:req_2', '', lane);
    const [delivery = ''] =
      (await shelf.storage.getEvent(shelf.store, failed))?.deliveries.map((one) => one.delivery.id) ?? [];
    await shelf.record(lane, [delivery], 'failed');
    const done = await shelf.storage.deleteEvents(shelf.store, [waits, failed, 'evt_none'], shelf.audit());
    expect(done).toEqual({ deleted: 2, cancelled: 1 });
    expect(await shelf.storage.getEvent(shelf.store, waits)).toBeUndefined();
    expect(await shelf.storage.getDelivery(shelf.store, delivery)).toBeUndefined();
    expect(await shelf.storage.getEvent(shelf.store, kept)).toBeDefined();
    const { destinations } = await shelf.storage.getCounts(shelf.store, shelf.now);
    expect(destinations[0]).toMatchObject({ pending: 1, failed: 0 });
    expect(await all(shelf, 10)).toEqual({ ids: [], waiting: 0 });
    expect((await shelf.storage.peekLane(lane, 10)).map(({ delivery: { eventId } }) => eventId)).toEqual([kept]);
  });

  test('what another store has is not deleted', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const id = await say(other, 'test:req_1', '');
    expect(await shelf.storage.deleteEvents(shelf.store, [id], shelf.audit())).toEqual({ deleted: 0, cancelled: 0 });
    expect(await other.storage.getEvent(other.store, id)).toBeDefined();
  });
}
