import { expect, test } from 'vitest';
import { CrierError } from '../../../src/model/errors.ts';
import type { OpenShelf } from './_shelf.ts';

const once = { senderId: 'order-1', bodyHash: 'hash-1' };

export function acceptCases(openShelf: OpenShelf): void {
  test('an event comes back as it was stored, with its deliveries', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const event = shelf.event({
      deliveries: [
        { destination: lane, routeKey: 'default' },
        { status: 'unrouted', reason: 'no route' },
        { destination: lane, routeKey: 'errors', status: 'cancelled', reason: 'muted' },
      ],
    });
    const [accepted] = await shelf.accept(event);
    expect(accepted).toMatchObject({ id: event.id, duplicate: false });
    expect(accepted?.deliveries.map(({ destination, status }) => [destination, status])).toEqual([
      [lane, 'pending'],
      [undefined, 'unrouted'],
      [lane, 'cancelled'],
    ]);
    const found = await shelf.storage.getEvent(shelf.store, event.id);
    expect(found?.event).toBe(event.body);
    expect(found?.deliveries.map(({ delivery }) => delivery)).toMatchObject([
      { status: 'pending', destination: lane, routeKey: 'default', attempts: 0, createdAt: event.acceptedAt },
      { status: 'unrouted', destination: undefined, reason: 'no route', settledAt: undefined },
      { status: 'cancelled', destination: lane, reason: 'muted', settledAt: event.acceptedAt },
    ]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1, failed: 0 });
  });

  test('of ids of events, those that are kept are named, in any store', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const [mine, theirs] = [shelf.event({}), other.event({})];
    await shelf.accept(mine);
    await other.accept(theirs);
    const lost = shelf.event({});
    expect(await shelf.storage.keptEvents([lost.id, theirs.id, mine.id])).toEqual([theirs.id, mine.id]);
    expect(await shelf.storage.keptEvents([])).toEqual([]);
  });

  test('an event belongs to its store alone', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const lane = await shelf.destination();
    const event = shelf.event({ ...once, deliveries: [{ destination: lane }] });
    await shelf.accept(event);
    expect(await shelf.storage.getEvent(other.store, event.id)).toBeUndefined();
    expect(await shelf.storage.getDelivery(other.store, event.deliveries[0]?.id ?? '')).toBeUndefined();
    expect(await other.list()).toEqual([]);
    const [same] = await other.accept(other.event(once));
    expect(same?.duplicate).toBe(false);
  });

  test('a known sender id with the same body is answered with the first acceptance and stores nothing', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const first = shelf.event({ ...once, deliveries: [{ destination: lane }] });
    await shelf.accept(first);
    await shelf.record(lane, [first.deliveries[0]?.id ?? ''], 'delivered');
    const second = shelf.event({ ...once, deliveries: [{ destination: lane }] });
    expect(await shelf.accept(second)).toEqual([
      {
        id: first.id,
        duplicate: true,
        deliveries: [{ id: first.deliveries[0]?.id, destination: lane, status: 'delivered' }],
      },
    ]);
    expect(await shelf.list()).toHaveLength(1);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 1 });
    expect(await shelf.storage.getEvent(shelf.store, second.id)).toBeUndefined();
  });

  test('an event that came under another of its ids is the same, and from then on under all of them', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const deliveries = [{ destination: lane }];
    const send = (senderId: string, ...alsoKnownAs: string[]) =>
      shelf.accept(shelf.event({ senderId, alsoKnownAs, deliveries }));
    const [first] = await send('charge', 'ch_1', 'pi_1');
    expect(await send('intent', 'pi_1', 'in_1')).toMatchObject([{ id: first?.id, duplicate: true }]);
    expect(await send('invoice', 'in_1')).toMatchObject([{ id: first?.id, duplicate: true }]);
    expect(await send('other invoice', 'in_2')).toMatchObject([{ duplicate: false }]);
    const other = await openShelf();
    expect(await other.accept(other.event({ alsoKnownAs: ['in_1'] }))).toMatchObject([{ duplicate: false }]);
  });

  test('an event that was dropped by its age has left its ids', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const send = () => shelf.accept(shelf.event({ alsoKnownAs: ['pi_1'], deliveries: [{ destination: lane }] }));
    const [first] = await send();
    await shelf.record(lane, [first?.deliveries[0]?.id ?? ''], 'delivered');
    shelf.wait(1_000);
    await shelf.storage.pruneDeliveries(shelf.store, ['delivered'], shelf.now, 10);
    expect(await send()).toMatchObject([{ duplicate: false }]);
  });

  test('a sender id twice within one request is stored once', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const events = [0, 1, 2].map(() => shelf.event({ ...once, deliveries: [{ destination: lane }] }));
    const accepted = await shelf.accept(...events);
    expect(accepted.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(1);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1 });
  });

  test('a known sender id with another body is a conflict that names the place, and nothing of its request is kept', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const first = shelf.event({ ...once });
    await shelf.accept(first);
    const request = [
      shelf.event({ deliveries: [{ destination: lane }], words: 'forgotten' }),
      shelf.event({ ...once, bodyHash: 'hash-2', deliveries: [{ destination: lane }] }),
    ];
    const error = await shelf.accept(...request).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(CrierError);
    expect(error).toMatchObject({
      code: 'idempotency_conflict',
      message: expect.stringContaining(first.id),
      errors: [{ path: '[1].id', message: expect.stringContaining('another body') }],
    });
    expect(await shelf.list()).toEqual([]);
    expect(await shelf.ids({ q: 'forgotten' })).toEqual([]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0 });
    const { categories } = await shelf.storage.getCounts(shelf.store, shelf.now);
    expect(categories).toEqual([{ category: 'transactions', lastHour: 1, lastDay: 1 }]);
  });

  test('a conflict leaves the requests that share its commit alone', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    await shelf.accept(shelf.event(once));
    // One turn of the event loop: all of them go into one commit.
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        shelf.accept(
          shelf.event({ deliveries: [{ destination: lane }] }),
          shelf.event(index % 2 === 0 ? {} : { ...once, bodyHash: `other-${index}` }),
        ),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'fulfilled' : 'rejected')),
    );
    expect(await shelf.peek(lane)).toHaveLength(10);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 10 });
  });

  test('a thousand events in one request are one acceptance', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 1_000);
    expect(await shelf.peek(lane, 1_001)).toEqual(ids);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1_000 });
  });

  test.each([
    ['NUL and control characters', 'a\u0000b\u0007'],
    ['half of a surrogate pair', 'a\ud800b'],
    ['quotes and SQL', `'); DROP TABLE events; --"`],
    ['emoji and combining marks', '👩‍👩‍👧‍👦 é हिन्दी กิน'],
  ])('text with %s is kept and harms nothing', async (_, text) => {
    const shelf = await openShelf();
    const body = JSON.stringify({ title: text });
    const event = shelf.event({ body, words: text, deliveries: [{ status: 'unrouted', reason: text.slice(0, 1) }] });
    await shelf.accept(event);
    expect((await shelf.storage.getEvent(shelf.store, event.id))?.event).toBe(body);
    expect(await shelf.list()).toHaveLength(1);
  });
}
