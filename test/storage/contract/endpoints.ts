import { expect, test } from 'vitest';
import type { DestinationRecord, DestinationUpdate } from '../../../src/model/storage/destinations.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

const hour = 3_600_000;

const endpoint = (parts: Partial<DestinationRecord> = {}): Partial<DestinationRecord> => ({
  kind: 'http',
  label: 'https://shop.example/hooks',
  subscription: { events: ['*'] },
  ...parts,
});

/** Every field that an endpoint may have, each with a value that no default is. */
const full = endpoint({
  name: 'shop',
  schedule: [1_000, 2_000],
  subscription: { events: ['payment.*', 'errors'], applications: ['web'], minSeverity: 'warning' },
  concurrency: 7,
  keepFailedMs: 24 * hour,
  provisionedBy: 'config/crier.yaml:12',
});

async function listOwn(shelf: Shelf): Promise<DestinationRecord[]> {
  return (await shelf.storage.listDestinations()).filter(({ store }) => store === shelf.store);
}

async function find(shelf: Shelf, id: string): Promise<DestinationRecord | undefined> {
  return (await shelf.storage.listDestinations()).find((destination) => destination.id === id);
}

const cancelLane = (shelf: Shelf, lane: string, limit = 100) =>
  shelf.storage.cancelLane(lane, 'its endpoint was deleted', shelf.now, limit);

export function endpointCases(openShelf: OpenShelf, openAlone: OpenShelf): void {
  test('an endpoint comes back with its name, its subscription and all that was set for it', async () => {
    const shelf = await openShelf();
    const record = shelf.destinationRecord(full);
    expect(await shelf.storage.putDestination(record, shelf.now)).toEqual(record);
    const bare = shelf.destinationRecord();
    await shelf.storage.putDestination(bare, shelf.now);
    expect(await listOwn(shelf)).toEqual([record, bare]);
  });

  test('put again, it loses what is not said any more, and keeps its name, its pause and what it has failed', async () => {
    const shelf = await openShelf();
    const record = shelf.destinationRecord(full);
    await shelf.storage.putDestination(record, shelf.now);
    const state = { state: 'paused', stateReason: 'asked', pausedUntil: 1_000, failingSince: 500 } as const;
    await shelf.storage.updateDestination(record.id, state);
    const { id, store, kind, name, label, fingerprint, sealed, facts, onUncertain } = record;
    const bare = { id, store, kind, name, label, fingerprint, sealed, facts, onUncertain, ...state };
    const again = { ...bare, id: noId('dst'), state: 'active' as const };
    expect(await shelf.storage.putDestination(again, shelf.now)).toEqual(bare);
    const other = { ...record, subscription: { events: ['*'] }, concurrency: 1, keepFailedMs: 1, provisionedBy: 'x:1' };
    expect(await shelf.storage.putDestination(other, shelf.now)).toEqual({ ...other, ...state });
    expect(await listOwn(shelf)).toEqual([{ ...other, ...state }]);
  });

  test.each<[keyof DestinationUpdate, DestinationUpdate]>([
    ['name', { name: 'till' }],
    ['fingerprint', { fingerprint: 'another place' }],
    ['label', { label: 'https://till.example' }],
    ['sealed', { sealed: 'v1:another' }],
    ['state', { state: 'paused' }],
    ['stateReason', { stateReason: 'asked by the owner' }],
    ['pausedUntil', { pausedUntil: 1_790_000_000_000 }],
    ['failingSince', { failingSince: 1_780_000_000_000 }],
    ['subscription', { subscription: { events: ['rewards.*'], minSeverity: 'error' } }],
    ['concurrency', { concurrency: 20 }],
    ['keepFailedMs', { keepFailedMs: 3 * hour }],
    ['schedule', { schedule: [9_000] }],
  ])('a change of its %s changes that alone, in that endpoint alone', async (_, change) => {
    const shelf = await openShelf();
    const [record, neighbour] = [shelf.destinationRecord(full), shelf.destinationRecord({ ...full, name: 'other' })];
    await shelf.storage.putDestination(record, shelf.now);
    await shelf.storage.putDestination(neighbour, shelf.now);
    await shelf.storage.updateDestination(record.id, change);
    expect(await listOwn(shelf)).toEqual([{ ...record, ...change }, neighbour]);
    await shelf.storage.updateDestination(noId('dst'), change);
    expect(await listOwn(shelf)).toEqual([{ ...record, ...change }, neighbour]);
  });

  test.each(['stateReason', 'pausedUntil', 'failingSince', 'keepFailedMs', 'schedule'] as const)(
    'null takes its %s away, undefined leaves it',
    async (key) => {
      const shelf = await openShelf();
      const record = shelf.destinationRecord(full);
      await shelf.storage.putDestination(record, shelf.now);
      const set = { stateReason: 'asked', pausedUntil: 1_000, failingSince: 500 };
      await shelf.storage.updateDestination(record.id, set);
      await shelf.storage.updateDestination(record.id, { [key]: undefined });
      expect(await find(shelf, record.id)).toEqual({ ...record, ...set });
      await shelf.storage.updateDestination(record.id, { [key]: null });
      expect(await find(shelf, record.id)).toEqual({ ...record, ...set, [key]: undefined });
    },
  );

  test('a name is what the fingerprint of an endpoint is made of: one that is taken is refused as a whole', async () => {
    const [shelf, other] = [await openShelf(), await openShelf()];
    const [first, second] = ['shop', 'till'].map((name) =>
      shelf.destinationRecord(endpoint({ name, fingerprint: name })),
    );
    if (first === undefined || second === undefined) throw new Error('two records were made');
    await shelf.storage.putDestination(first, shelf.now);
    await shelf.storage.putDestination(second, shelf.now);
    const change = { name: 'shop', label: 'new', fingerprint: 'shop', concurrency: 3 };
    await expect(shelf.storage.updateDestination(second.id, change)).rejects.toThrow(/UNIQUE/);
    expect(await listOwn(shelf)).toEqual([first, second]);
    const elsewhere = other.destinationRecord(endpoint({ name: 'shop', fingerprint: 'shop' }));
    expect(await other.storage.putDestination(elsewhere, other.now)).toEqual(elsewhere);
  });

  test('a change that is refused leaves the changes that share its commit alone', async () => {
    const shelf = await openShelf();
    const taken = await shelf.destination(endpoint({ fingerprint: 'taken' }));
    const ids = [await shelf.destination(endpoint()), await shelf.destination(endpoint())];
    // One turn of the event loop: all of them go into one commit.
    const results = await Promise.allSettled([
      shelf.storage.updateDestination(ids[0] ?? '', { concurrency: 2 }),
      shelf.storage.updateDestination(ids[1] ?? '', { concurrency: 2, fingerprint: 'taken' }),
      shelf.storage.updateDestination(taken, { concurrency: 2 }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await find(shelf, ids[0] ?? ''))?.concurrency).toBe(2);
    expect((await find(shelf, ids[1] ?? ''))?.concurrency).toBeUndefined();
    expect((await find(shelf, taken))?.concurrency).toBe(2);
  });

  test('deleted, it is kept without its secret, its subscription and its state; its name is free again', async () => {
    const shelf = await openShelf();
    const record = shelf.destinationRecord({ ...full, fingerprint: 'name shop' });
    await shelf.storage.putDestination(record, shelf.now);
    const state = { state: 'paused', stateReason: 'asked', pausedUntil: 1_000, failingSince: 500 } as const;
    await shelf.storage.updateDestination(record.id, state);
    expect(await shelf.storage.deleteDestination(record.id, shelf.audit())).toBe(true);
    const { subscription: _, provisionedBy: __, ...kept } = record;
    const deleted = { ...kept, state: 'deleted', sealed: '', fingerprint: expect.not.stringContaining('shop') };
    expect(await listOwn(shelf)).toEqual([deleted]);
    const again = shelf.destinationRecord({ ...full, fingerprint: 'name shop' });
    expect(await shelf.storage.putDestination(again, shelf.now)).toEqual(again);
    expect(await shelf.storage.deleteDestination(again.id)).toBe(true);
    expect(await listOwn(shelf)).toHaveLength(2);
  });

  test('it is deleted once; nothing is deleted where there is none, and no other one goes with it', async () => {
    const shelf = await openShelf();
    const [id, other] = [await shelf.destination(endpoint()), await shelf.destination(endpoint())];
    expect(await shelf.storage.deleteDestination(id)).toBe(true);
    expect(await shelf.storage.deleteDestination(id)).toBe(false);
    expect(await shelf.storage.deleteDestination(noId('dst'))).toBe(false);
    expect((await find(shelf, other))?.state).toBe('active');
  });

  test('what waits for a deleted endpoint is cancelled with the reason, and its log remains', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination(endpoint());
    const [done = '', dead = '', retried = '', waits = ''] = await shelf.fill(lane, 4, { words: 'steve' });
    await shelf.record(lane, [done], 'delivered', { format: 'json' });
    await shelf.record(lane, [dead], 'failed');
    const item = { deliveryId: retried, attemptId: noId('att'), spent: true, status: 'pending' } as const;
    await shelf.record(lane, [], 'pending', { items: [{ ...item, nextAttemptAt: shelf.now + hour }] });
    const at = shelf.wait(1_000);
    await shelf.storage.deleteDestination(lane);
    expect(await shelf.peek(lane), 'deleting alone cancels nothing').toEqual([retried, waits]);
    expect(await cancelLane(shelf, lane)).toBe(2);
    for (const id of [retried, waits]) {
      const found = await shelf.storage.getDelivery(shelf.store, id);
      expect(found?.delivery).toMatchObject({
        status: 'cancelled',
        destination: lane,
        settledAt: at,
        reason: 'its endpoint was deleted',
        nextAttemptAt: undefined,
      });
    }
    expect(await shelf.peek(lane)).toEqual([]);
    expect(await shelf.storage.listWaitingLanes()).not.toContain(lane);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 1, failed: 1 });
    expect(await shelf.ids({ destination: lane, q: 'steve' })).toEqual([waits, retried, dead, done]);
    const [status, reason] = ['delivered', undefined];
    expect(await shelf.storage.getDelivery(shelf.store, done)).toMatchObject({
      delivery: { status, reason, settledAt: at - 1_000 },
      attempts: [{ message: { embeds: [] } }],
    });
  });

  test('a lane is cancelled in steps of the asked size, the oldest first', async () => {
    const shelf = await openShelf();
    const [lane, other] = [await shelf.destination(endpoint()), await shelf.destination(endpoint())];
    const ids = await shelf.fill(lane, 5);
    const others = await shelf.fill(other, 2);
    expect(await cancelLane(shelf, lane, 2)).toBe(2);
    expect(await shelf.peek(lane)).toEqual(ids.slice(2));
    expect(await shelf.counts(lane)).toMatchObject({ pending: 3 });
    expect([
      await cancelLane(shelf, lane, 2),
      await cancelLane(shelf, lane, 2),
      await cancelLane(shelf, lane, 2),
    ]).toEqual([2, 1, 0]);
    expect(await cancelLane(shelf, noId('dst'))).toBe(0);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0 });
    expect(await shelf.peek(other)).toEqual(others);
    expect(await shelf.counts(other)).toMatchObject({ pending: 2 });
  });

  test('what was under way when its lane was cancelled stays cancelled, and its attempt is kept', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination(endpoint());
    const ids = await shelf.fill(lane, 2);
    await shelf.storage.deleteDestination(lane);
    await cancelLane(shelf, lane);
    await shelf.record(lane, ids.slice(0, 1), 'delivered', { format: 'json' });
    await shelf.record(lane, ids.slice(1), 'failed');
    for (const [index, outcome] of ['delivered', 'refused'].entries()) {
      const found = await shelf.storage.getDelivery(shelf.store, ids[index] ?? '');
      expect(found).toMatchObject({ delivery: { status: 'cancelled' }, attempts: [{ outcome }] });
    }
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 0, failed: 0 });
  });

  test('what went to a deleted endpoint is not replayed, whatever became of it', async () => {
    const shelf = await openShelf();
    const [lane, other] = [await shelf.destination(endpoint()), await shelf.destination(endpoint())];
    const [done = '', dead = '', waits = ''] = await shelf.fill(lane, 3);
    const [lives = ''] = await shelf.fill(other, 1);
    await shelf.record(lane, [done], 'delivered');
    await shelf.record(lane, [dead], 'failed');
    await shelf.record(other, [lives], 'failed');
    await shelf.storage.deleteDestination(lane);
    await cancelLane(shelf, lane);
    expect(await shelf.replay(done, dead, waits, lives)).toEqual([{ id: lives, destination: other }]);
    expect(await Promise.all([done, dead, waits].map((id) => shelf.statusOf(id)))).toEqual([
      'delivered',
      'failed',
      'cancelled',
    ]);
    expect(await shelf.list({ destination: lane })).toHaveLength(3);
    expect(await shelf.counts(lane)).toMatchObject({ pending: 0, delivered: 1, failed: 1 });
  });

  test('what waits for one that subscribes itself, or was deleted, is given to nobody else', async () => {
    // On a database of its own: the lanes of all other tests have no route either.
    const shelf = await openAlone();
    const [subscribed, deleted] = [await shelf.destination(endpoint()), await shelf.destination(endpoint())];
    const orphan = await shelf.destination();
    await shelf.fill(subscribed, 1);
    await shelf.fill(deleted, 1);
    await shelf.storage.deleteDestination(deleted);
    const ids = await shelf.fill(orphan, 1);
    const orphaned = await shelf.storage.listOrphaned(10);
    expect(orphaned.map(({ deliveryId, destination }) => [deliveryId, destination])).toEqual([[ids[0], orphan]]);
  });
}
