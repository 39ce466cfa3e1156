import { expect, test } from 'vitest';
import type { Cursor } from '../../../src/model/storage/page.ts';
import { noId, type OpenShelf } from './_shelf.ts';

export function deliveryCases(openShelf: OpenShelf, openAlone: OpenShelf): void {
  test('what waits is cancelled; what is settled stays, and its status is answered', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [waits = '', done = '', dead = ''] = await shelf.fill(lane, 3);
    await shelf.record(lane, [done], 'delivered');
    await shelf.record(lane, [dead], 'failed');
    const unrouted = shelf.event({ deliveries: [{ status: 'unrouted' }] });
    await shelf.accept(unrouted);
    expect(await shelf.cancel(waits)).toBe('pending');
    expect(await shelf.cancel(unrouted.deliveries[0]?.id ?? '')).toBe('unrouted');
    expect(await shelf.cancel(done)).toBe('delivered');
    expect(await shelf.cancel(dead)).toBe('failed');
    expect(await shelf.cancel(waits)).toBe('cancelled');
    expect(await shelf.cancel(noId('dlv'))).toBeUndefined();
    expect(await shelf.storage.getDelivery(shelf.store, waits)).toMatchObject({
      delivery: { status: 'cancelled', settledAt: shelf.now, reason: 'cancelled by test', nextAttemptAt: undefined },
    });
    expect(await shelf.peek(lane)).toEqual([]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 1, failed: 1 });
  });

  test('nobody cancels or replays what belongs to another store', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const lane = await shelf.destination();
    const [waits = '', dead = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [dead], 'failed');
    expect(await other.cancel(waits)).toBeUndefined();
    expect(await other.replay(dead)).toEqual([]);
    expect(await shelf.statusOf(waits)).toBe('pending');
    expect(await shelf.statusOf(dead)).toBe('failed');
  });

  test('a replayed dead letter goes back into its lane at its old place, as if it were new', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [dead = '', waits = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [dead], 'failed');
    expect(await shelf.replay(dead)).toEqual([{ id: dead, destination: lane }]);
    expect(await shelf.peek(lane)).toEqual([dead, waits]);
    const found = await shelf.storage.getDelivery(shelf.store, dead);
    expect(found?.delivery).toMatchObject({ attempts: 0, firstAttemptAt: undefined, settledAt: undefined });
    expect(found?.delivery.reason).toBeUndefined();
    expect(found?.attempts).toHaveLength(1);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 2, failed: 0 });
  });

  test('of two who replay what has failed, the second repeats nothing that was delivered meanwhile', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [done = '', dead = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [done], 'delivered');
    await shelf.record(lane, [dead], 'failed');
    const newIds = [noId('dlv'), noId('dlv')];
    const { storage, store, now } = shelf;
    const replayed = await storage.replayDeliveries(store, [done, dead], newIds, now, shelf.audit(), 'failed');
    expect(replayed).toEqual([{ id: dead, destination: lane }]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1, failed: 0 });
  });

  test('a delivered one is repeated as a new delivery, and the old one stays', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [done = '', waits = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [done], 'delivered');
    const [repeated] = await shelf.replay(done);
    expect(repeated).toMatchObject({ replayOf: done, destination: lane });
    expect(await shelf.peek(lane)).toEqual([waits, repeated?.id]);
    expect(await shelf.storage.getDelivery(shelf.store, repeated?.id ?? '')).toMatchObject({
      delivery: { replayOf: done, status: 'pending', attempts: 0, createdAt: shelf.now },
      attempts: [],
    });
    expect(await shelf.statusOf(done)).toBe('delivered');
    expect(await shelf.counts(lane)).toMatchObject({ pending: 2, delivered: 1 });
  });

  test('a cancelled one goes back where it came from: into its lane, or to what waits for a route', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [waits = ''] = await shelf.fill(lane, 1);
    const event = shelf.event({ deliveries: [{ status: 'unrouted' }] });
    await shelf.accept(event);
    const unrouted = event.deliveries[0]?.id ?? '';
    await shelf.cancel(waits);
    await shelf.cancel(unrouted);
    expect(await shelf.replay(waits, unrouted)).toEqual([{ id: waits, destination: lane }, { id: unrouted }]);
    expect([await shelf.statusOf(waits), await shelf.statusOf(unrouted)]).toEqual(['pending', 'unrouted']);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 1 });
  });

  test('what still waits, and what is unknown, is left out of a replay', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [waits = '', dead = ''] = await shelf.fill(lane, 2);
    await shelf.record(lane, [dead], 'failed');
    expect(await shelf.replay(waits, noId('dlv'), dead)).toEqual([{ id: dead, destination: lane }]);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 2, failed: 0 });
  });

  test('what waits without a route is listed in the order of acceptance, in pages', async () => {
    const shelf = await openShelf();
    const events = [1, 2, 3].map(() => shelf.event({ deliveries: [{ status: 'unrouted' }] }));
    await shelf.accept(...events);
    const ids = events.map(({ deliveries }) => deliveries[0]?.id);
    const seen: { deliveryId: string; event: string }[] = [];
    let after: Cursor | undefined;
    do {
      const page = await shelf.storage.listUnrouted({ after, limit: 2 });
      after = page.next;
      seen.push(...page.rows);
    } while (after !== undefined);
    const own = seen.filter(({ deliveryId }) => ids.includes(deliveryId));
    expect(own.map(({ deliveryId }) => deliveryId)).toEqual(ids);
    expect(own[0]?.event).toBe(events[0]?.body);
  });

  test('a lane that no route names any more is given away, unless it is the preview', async () => {
    // On a database of its own: the lanes of all other tests have no route either.
    const shelf = await openAlone();
    const [routed, orphan, other] = [await shelf.destination(), await shelf.destination(), await shelf.destination()];
    const preview = await shelf.destination({ kind: 'preview' });
    await shelf.storage.putRoute({ store: shelf.store, key: 'default', destination: routed, muted: false }, shelf.now);
    await shelf.fill(routed, 1);
    await shelf.fill(preview, 1);
    const waiting = await shelf.fill(orphan, 3);
    const others = await shelf.fill(other, 1);
    const moved: string[] = [];
    for (;;) {
      const orphaned = await shelf.storage.listOrphaned(2);
      if (orphaned.length === 0) break;
      expect(new Set(orphaned.map(({ destination }) => destination)).size, 'one lane at a time').toBe(1);
      moved.push(...orphaned.map(({ deliveryId }) => deliveryId));
      await shelf.storage.rerouteDeliveries(
        orphaned.map(({ deliveryId }) => ({ deliveryId, destination: routed, routeKey: 'default', status: 'pending' })),
      );
    }
    expect(moved).toEqual([...waiting, ...others]);
    expect(await shelf.peek(routed)).toHaveLength(5);
    expect(await shelf.counts(orphan)).toMatchObject({ pending: 0 });
    expect(await shelf.counts(preview)).toMatchObject({ pending: 1 });
    expect(await shelf.counts(routed)).toMatchObject({ pending: 5 });
  });

  test('a new place is taken by what waits only', async () => {
    const shelf = await openShelf();
    const [lane, next] = [await shelf.destination(), await shelf.destination()];
    const [done = '', waits = '', muted = ''] = await shelf.fill(lane, 3);
    await shelf.record(lane, [done], 'delivered');
    await shelf.storage.rerouteDeliveries([
      { deliveryId: done, destination: next, routeKey: 'errors', status: 'pending' },
      { deliveryId: waits, destination: next, routeKey: 'errors', status: 'pending' },
      { deliveryId: muted, destination: next, routeKey: 'errors', status: 'cancelled', reason: 'muted' },
      { deliveryId: noId('dlv'), destination: next, status: 'pending' },
    ]);
    expect(await shelf.peek(next)).toEqual([waits]);
    expect(await shelf.statusOf(done)).toBe('delivered');
    expect(await shelf.storage.getDelivery(shelf.store, muted)).toMatchObject({
      delivery: { status: 'cancelled', reason: 'muted', routeKey: 'errors', settledAt: expect.any(Number) },
    });
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 1 });
    expect(await shelf.counts(next)).toMatchObject({ pending: 1 });
  });

  test('a message that its sender knows by an id of ours is found while it waits and where it stands', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [id = '', gone = ''] = [
      ...(await shelf.fill(lane, 1, { senderId: 'webhook 1 message 2' })),
      ...(await shelf.fill(lane, 1, { senderId: 'webhook 1 message 3' })),
    ];
    const find = (message: string, store = shelf.store) =>
      shelf.storage.findWaitingRelayed(store, `webhook 1 message ${message}`);
    expect(await find('2')).toEqual({ delivery: id, event: expect.any(String), destination: lane });
    expect([await find('9'), await find('2', 'another')]).toEqual([undefined, undefined]);
    await shelf.record(lane, [id], 'pending');
    await shelf.record(lane, [id], 'delivered');
    expect(await find('2')).toMatchObject({ delivery: id, destination: lane, messageId: '42' });
    await shelf.cancel(gone);
    expect(await find('3')).toBeUndefined();
  });
}
