import { expect, test } from 'vitest';
import type { OpenShelf } from './_shelf.ts';

const strange = ['', '0', 'abc', 'MTIz.', Buffer.from('1.2.3.4').toString('base64url'), '../../etc', '9'.repeat(90)];

export function cursorCases(openShelf: OpenShelf): void {
  test('cursors are short texts that pass through a URL as they are', async () => {
    const shelf = await openShelf();
    await shelf.fill(await shelf.destination(), 3, { words: 'steve' });
    await shelf.accept(...[1, 2, 3].map(() => shelf.event({ deliveries: [{ status: 'unrouted' }] })));
    const { storage, store } = shelf;
    const cursors = [
      (await storage.listDeliveries({ store }, { limit: 1 })).next,
      (await storage.listDeliveries({ store, q: 'steve' }, { limit: 1 })).next,
      (await storage.listEventFacts(store, { from: 0, to: shelf.now, limit: 1 })).next,
      (await storage.listUnrouted({ limit: 1 })).next,
    ];
    for (const cursor of cursors) expect(cursor).toMatch(/^[\w-]{1,100}$/);
  });

  test.each(strange)('the cursor %j, which no list has handed out, is refused', async (cursor) => {
    const { storage, store, now } = await openShelf();
    const refused = { code: 'invalid_cursor', errors: [{ path: 'cursor' }] };
    const limit = 1;
    await expect(storage.listDeliveries({ store }, { before: cursor, limit })).rejects.toMatchObject(refused);
    await expect(storage.listUnrouted({ after: cursor, limit })).rejects.toMatchObject(refused);
    const facts = { from: 0, to: now, after: cursor, limit };
    await expect(storage.listEventFacts(store, facts)).rejects.toMatchObject(refused);
    const page = { before: cursor, limit };
    await expect(storage.listPlayerFacts(store, 'steve', page)).rejects.toMatchObject(refused);
  });

  test('a page that is full is not said to be the last, and one that is not full is', async () => {
    const shelf = await openShelf();
    const { storage, store } = shelf;
    await shelf.fill(await shelf.destination(), 2);
    const all = { from: 0, to: shelf.now + 1 };
    const first = await storage.listEventFacts(store, { ...all, limit: 2 });
    const second = await storage.listEventFacts(store, { ...all, after: first.next, limit: 2 });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 0, undefined]);
  });
}
