import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Category } from '../../../src/model/category.ts';
import type { Delivery, DeliveryStatus } from '../../../src/model/delivery.ts';
import type { DeliveryFilter } from '../../../src/model/storage/deliveries.ts';
import type { Cursor } from '../../../src/model/storage/page.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

const kinds: readonly (readonly [type: string, category: Category])[] = [
  ['payment.completed', 'transactions'],
  ['payment.refunded', 'transactions'],
  ['error.server_crash', 'errors'],
  ['error.server_crash', 'processing'],
];
const players = ['steve', 'alexandra', 'stevens', 'alex'];

interface Kept extends Delivery {
  type: string;
  category: Category;
  words: string[];
  /** Place among all events. */
  eventOrder: number;
}

/** A log with every status, type, category and destination in it, and events with several deliveries. */
async function fillLog(shelf: Shelf): Promise<{ kept: Kept[]; lanes: string[]; times: number[] }> {
  const lanes = [await shelf.destination(), await shelf.destination()];
  const about = new Map<string, Pick<Kept, 'type' | 'category' | 'words' | 'eventOrder'>>();
  for (let index = 0; index < 60; index += 1) {
    const [type, category] = kinds[index % kinds.length] ?? ['', 'errors'];
    const player = players[(index * 7) % players.length] ?? '';
    const event = shelf.event({
      type,
      category,
      words: `${player} order-${index % 5}`,
      deliveries: [index % 9 === 0 ? { status: 'unrouted' } : { destination: lanes[index % 2] ?? '' }],
    });
    await shelf.accept(event);
    about.set(event.id, { type, category, words: [player, 'order', String(index % 5)], eventOrder: index });
  }
  for (const [number, lane] of lanes.entries()) {
    const waiting = await shelf.peek(lane);
    await shelf.record(lane, waiting.slice(2, 12), 'delivered');
    await shelf.record(lane, waiting.slice(12, 18), 'failed');
    for (const id of waiting.slice(18, 20)) await shelf.cancel(id);
    await shelf.replay(...waiting.slice(2 + number, 5 + number));
  }
  const kept: Kept[] = [];
  for (const [event, parts] of about) {
    const found = await shelf.storage.getEvent(shelf.store, event);
    for (const { delivery } of found?.deliveries ?? []) kept.push({ ...delivery, ...parts });
  }
  return { kept, lanes, times: [...new Set(kept.map(({ createdAt }) => createdAt))] };
}

/** The answer that the store should give, written as plainly as can be. */
function naive(kept: readonly Kept[], filter: Omit<DeliveryFilter, 'store'>): string[] {
  const wanted = filter.q
    ?.toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const matching = kept.filter(
    (row) =>
      (filter.status === undefined || row.status === filter.status) &&
      (filter.type === undefined || row.type === filter.type) &&
      (filter.category === undefined || row.category === filter.category) &&
      (filter.destination === undefined || row.destination === filter.destination) &&
      (filter.since === undefined || row.createdAt >= filter.since) &&
      (filter.until === undefined || row.createdAt < filter.until) &&
      (wanted === undefined || wanted.every((word) => row.words.some((own) => own.startsWith(word)))),
  );
  // A search goes by events, newest first; a list by deliveries.
  const order = (a: Kept, b: Kept) =>
    wanted === undefined ? b.id.localeCompare(a.id) : b.eventOrder - a.eventOrder || a.id.localeCompare(b.id);
  return matching.sort(order).map(({ id }) => id);
}

export function listCases(openShelf: OpenShelf): void {
  let shelf: Shelf;
  let log: Awaited<ReturnType<typeof fillLog>>;
  beforeAll(async () => {
    shelf = await openShelf();
    log = await fillLog(shelf);
  });

  test('the log of the tests has something of everything', () => {
    const statuses = new Set(log.kept.map(({ status }) => status));
    expect([...statuses].sort()).toEqual(['cancelled', 'delivered', 'failed', 'pending', 'unrouted']);
    expect(log.kept).toHaveLength(66);
  });

  test('any combination of filters gives what a naive filter gives, whatever the size of the pages', async () => {
    const time = fc.constantFrom(...log.times, log.times.at(-1) ?? 0, 0).chain((at) => fc.constantFrom(at, at + 1));
    const filters = fc.record(
      {
        status: fc.constantFrom<DeliveryStatus>('pending', 'delivered', 'failed', 'cancelled', 'unrouted'),
        type: fc.constantFrom('payment.completed', 'payment.refunded', 'error.server_crash', 'no.such_type'),
        category: fc.constantFrom<Category>('transactions', 'errors', 'processing', 'loyalty'),
        destination: fc.constantFrom(...log.lanes, noId('dst')),
        since: time,
        until: time,
        q: fc.constantFrom('steve', 'Alex', 'order-3', 'ste order', 'stevens 1', 'nobody', 'alex-', 'order 2 st'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 9 }), async (filter, limit) => {
        const expected = naive(log.kept, filter);
        expect(await shelf.ids(filter, limit)).toEqual(expected);
        const ids = await shelf.storage.listDeliveryIds({ store: shelf.store, ...filter }, { limit: 1_000 });
        expect(ids).toEqual({ rows: expected, next: undefined });
      }),
      { numRuns: 250 },
    );
  });

  test('a row carries its delivery and its event', async () => {
    const [row] = await shelf.list({ status: 'failed' });
    expect(row).toMatchObject({ store: shelf.store, status: 'failed', attempts: 1, reason: 'Discord said no' });
    expect(JSON.parse(row?.event ?? '{}')).toMatchObject({ id: row?.eventId, type: row?.type });
    expect(row?.category).toBe(kinds.find(([type]) => type === row?.type)?.[1]);
  });

  test('a page of ids goes no further than it is asked to', async () => {
    const counts = [];
    for (const limit of [10, 66, 100]) {
      const { rows, next } = await shelf.storage.listDeliveryIds({ store: shelf.store }, { limit });
      counts.push([rows.length, next === undefined]);
    }
    expect(counts).toEqual([
      [10, false],
      [66, true],
      [66, true],
    ]);
  });

  test('pages neither overlap nor leave anything out while new deliveries arrive', async () => {
    const own = await openShelf();
    const lane = await own.destination();
    const there = await own.fill(lane, 30, { words: 'steve' });
    for (const filter of [{}, { q: 'steve' }, { destination: lane }, { status: 'pending' as const }]) {
      const seen: string[] = [];
      let before: Cursor | undefined;
      do {
        const page = await own.storage.listDeliveries({ store: own.store, ...filter }, { before, limit: 7 });
        seen.push(...page.rows.map(({ id }) => id));
        before = page.next;
        await own.fill(lane, 3, { words: 'steve' });
      } while (before !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => there.includes(id))).toEqual([...there].reverse());
    }
  });

  test('the last page names no next one, also where it is full', async () => {
    const own = await openShelf();
    await own.fill(await own.destination(), 10);
    const first = await own.storage.listDeliveries({ store: own.store }, { limit: 5 });
    const second = await own.storage.listDeliveries({ store: own.store }, { before: first.next, limit: 5 });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([5, 5, undefined]);
  });
}
