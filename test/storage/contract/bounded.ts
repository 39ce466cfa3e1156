import { expect, test } from 'vitest';
import type { DeliveryFilter } from '../../../src/model/storage/deliveries.ts';
import type { Cursor } from '../../../src/model/storage/page.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

/** Rows that fit no filter below, and one that fits them all, made before them. */
async function fillLog(shelf: Shelf, others: number): Promise<string> {
  const [lane, other] = [await shelf.destination(), await shelf.destination()];
  const [wanted = ''] = await shelf.fill(lane, 1, { category: 'errors', words: 'steve' });
  await shelf.fill(other, others, { words: 'steve' });
  await shelf.record(lane, [wanted], 'failed');
  return wanted;
}

/** The sizes of all pages. */
async function sizes(shelf: Shelf, filter: Omit<DeliveryFilter, 'store'>, limit = 10): Promise<number[]> {
  const found: number[] = [];
  let before: Cursor | undefined;
  do {
    const page = await shelf.storage.listDeliveries({ store: shelf.store, ...filter }, { before, limit });
    found.push(page.rows.length);
    before = page.next;
  } while (before !== undefined);
  return found;
}

export function boundedCases(openShelf: OpenShelf): void {
  test('a page looks at a thousand rows, then it ends, and the next one goes on from there', async () => {
    const shelf = await openShelf();
    const wanted = await fillLog(shelf, 2_500);
    for (const filter of [
      { type: 'payment.completed', category: 'errors' as const },
      { q: 'steve', category: 'errors' as const },
      { q: 'ste', status: 'failed' as const },
    ]) {
      expect(await sizes(shelf, filter), JSON.stringify(filter)).toEqual([0, 0, 1]);
      expect(await shelf.ids(filter)).toEqual([wanted]);
    }
  });

  test('a page of large events ends before it is full', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    await shelf.fill(lane, 12, { body: JSON.stringify({ text: 'x'.repeat(250_000) }) });
    expect(await sizes(shelf, {}, 100)).toEqual([8, 4]);
  });

  test('a search takes up to ten words, of which one that another begins with counts for nothing', async () => {
    const shelf = await openShelf();
    const words = 'a1 b2 c3 d4 e5 f6 g7 h8 i9 j10';
    const [id] = await shelf.fill(await shelf.destination(), 1, { words });
    expect(await shelf.ids({ q: `${words} a b c` })).toEqual([id]);
    await expect(shelf.list({ q: `${words} k11` })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'q' }],
    });
  });

  test('a time is that of the clock when the delivery was made, also where the clock jumped', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const day = 86_400_000;
    const start = shelf.now;
    // The clock of the machine runs ahead, is set right, falls behind, and is set right again.
    const times = [0, 400, 400, 1, 1, -30, -30, 2, 2].map((days, index) => start + days * day + index);
    const made: { id: string; at: number }[] = [];
    for (const at of times) {
      const [accepted] = await shelf.accept(
        shelf.event({ acceptedAt: at, words: 'jumped', deliveries: [{ destination: lane }] }),
      );
      made.unshift({ id: accepted?.deliveries[0]?.id ?? '', at });
    }
    const edges = [-31, -30, -29, 0.5, 1, 1.5, 2, 3, 399, 401].map((days) => start + days * day);
    for (const since of [undefined, ...edges]) {
      for (const until of [undefined, ...edges]) {
        const expected = made
          .filter(({ at }) => (since === undefined || at >= since) && (until === undefined || at < until))
          .map(({ id }) => id);
        const time = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
        for (const filter of [{}, { q: 'jumped' }, { destination: lane }]) {
          expect(await shelf.ids({ ...filter, ...time }, 2), JSON.stringify(filter)).toEqual(expected);
        }
      }
    }
  });

  test('a repeated delivery is found by the time at which it was repeated', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [first = ''] = await shelf.fill(lane, 1, { words: 'again' });
    await shelf.fill(lane, 3, { words: 'again' });
    await shelf.record(lane, [first], 'delivered');
    const since = shelf.wait(5 * 3_600_000);
    const [repeated] = await shelf.replay(first);
    expect(await shelf.ids({ since })).toEqual([repeated?.id]);
    expect(await shelf.ids({ since, q: 'again' })).toEqual([repeated?.id]);
  });
}
