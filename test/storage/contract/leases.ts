import { expect, test } from 'vitest';
import type { AttemptRecord } from '../../../src/model/storage/attempt-record.ts';
import type { Lease } from '../../../src/model/storage/lanes.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

const spanMs = 12_000;

/** One process that works on lanes. */
class Process {
  readonly #shelf: Shelf;
  readonly owner = noId('key');

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  #term() {
    return { owner: this.owner, now: this.#shelf.now, until: this.#shelf.now + spanMs };
  }

  take(...lanes: string[]): Promise<Lease[]> {
    return this.#shelf.storage.leaseLanes({ ...this.#term(), lanes });
  }

  takeWaiting(): Promise<Lease[]> {
    return this.#shelf.storage.leaseLanes(this.#term());
  }

  /** The epoch that it has got; undefined where it was not given the lane. */
  async epoch(lane: string): Promise<number | undefined> {
    return (await this.take(lane))[0]?.epoch;
  }

  async renew(): Promise<string[]> {
    return (await this.#shelf.storage.renewLeases(this.#term())).map(({ lane }) => lane);
  }

  release(...lanes: string[]): Promise<void> {
    return this.#shelf.storage.releaseLanes(this.owner, lanes.length === 0 ? undefined : lanes);
  }
}

const delivered = (shelf: Shelf, lane: string, deliveryId: string): AttemptRecord => ({
  destination: lane,
  at: shelf.now,
  latencyMs: 1,
  outcome: 'delivered',
  message: '{}',
  items: [{ deliveryId, attemptId: noId('att'), spent: true, status: 'delivered' }],
});

const lanesOf = (leases: readonly Lease[]) => leases.map(({ lane }) => lane);

export function leaseCases(openShelf: OpenShelf, openAlone: OpenShelf): void {
  test('a lane belongs to one process until its time is over, then to who comes first, in a later epoch', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const [lane, other] = [await shelf.destination(), await shelf.destination()];
    const [lease] = await first.take(lane);
    expect(lease).toEqual({ lane, epoch: lease?.epoch, until: shelf.now + spanMs });
    expect(await second.take(lane)).toEqual([]);
    expect(lanesOf(await second.take(lane, other))).toEqual([other]);
    shelf.wait(spanMs - 1);
    expect(await second.take(lane)).toEqual([]);
    shelf.wait(1);
    const [heir] = await second.take(lane);
    expect(heir?.epoch).toBeGreaterThan(lease?.epoch ?? Number.POSITIVE_INFINITY);
    expect(await first.take(lane)).toEqual([]);
  });

  test('a process keeps the epoch of what it has, and begins a new one where its time was over', async () => {
    const shelf = await openShelf();
    const process = new Process(shelf);
    const lane = await shelf.destination();
    const epoch = await process.epoch(lane);
    shelf.wait(spanMs - 1);
    expect(await process.take(lane)).toEqual([{ lane, epoch, until: shelf.now + spanMs }]);
    shelf.wait(spanMs - 1);
    expect(await process.epoch(lane)).toBe(epoch);
    shelf.wait(spanMs);
    expect(await process.epoch(lane)).toBeGreaterThan(epoch ?? Number.POSITIVE_INFINITY);
  });

  test('what was sent in an epoch that is over is refused, and nothing of it is written', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const lane = await shelf.destination();
    const [id = ''] = await shelf.fill(lane, 1);
    const record = delivered(shelf, lane, id);
    await expect(shelf.storage.recordAttempts(record, 0)).rejects.toMatchObject({ code: 'lease_lost' });
    const lost = (await first.epoch(lane)) ?? 0;
    shelf.wait(spanMs);
    const epoch = (await second.epoch(lane)) ?? 0;
    await expect(shelf.storage.recordAttempts(record, lost)).rejects.toMatchObject({ code: 'lease_lost' });
    await expect(shelf.storage.recordAttempts(record, epoch + 1)).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await shelf.storage.getDelivery(shelf.store, id)).toMatchObject({
      delivery: { status: 'pending' },
      attempts: [],
    });
    expect(await shelf.storage.listMessages(shelf.store, 1)).toEqual([]);
    await shelf.storage.recordAttempts(record, epoch);
    expect(await shelf.statusOf(id)).toBe('delivered');
  });

  test('a refused record undoes no other that shares its commit', async () => {
    const shelf = await openShelf();
    const [lane, lost] = [await shelf.destination(), await shelf.destination()];
    const [id = ''] = await shelf.fill(lane, 1);
    const [other = ''] = await shelf.fill(lost, 1);
    const epoch = await shelf.lease(lane);
    const results = await Promise.allSettled([
      shelf.storage.recordAttempts(delivered(shelf, lost, other), 1),
      shelf.storage.recordAttempts(delivered(shelf, lane, id), epoch),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect([await shelf.statusOf(id), await shelf.statusOf(other)]).toEqual(['delivered', 'pending']);
  });

  test('a lease that is over is worth something until another process takes the lane', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const lane = await shelf.destination();
    const [early = '', late = ''] = await shelf.fill(lane, 2);
    const epoch = (await first.epoch(lane)) ?? 0;
    shelf.wait(10 * spanMs);
    await shelf.storage.recordAttempts(delivered(shelf, lane, early), epoch);
    await first.release();
    await shelf.storage.recordAttempts(delivered(shelf, lane, late), epoch);
    await second.take(lane);
    await expect(shelf.storage.recordAttempts(delivered(shelf, lane, late), epoch)).rejects.toThrow();
    expect([await shelf.statusOf(early), await shelf.statusOf(late)]).toEqual(['delivered', 'delivered']);
  });

  test('leases are renewed all at once, also those that are over, but none that another process has taken', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const [kept, lost] = [await shelf.destination(), await shelf.destination()];
    const taken = await first.take(kept, lost);
    shelf.wait(spanMs - 1);
    expect(await first.renew()).toEqual([kept, lost]);
    shelf.wait(spanMs - 1);
    expect(await second.take(kept, lost)).toEqual([]);
    shelf.wait(1);
    await second.take(lost);
    expect(await first.renew()).toEqual([kept]);
    expect(await second.renew()).toEqual([lost]);
    expect(await first.take(kept, lost)).toEqual([{ lane: kept, epoch: taken[0]?.epoch, until: shelf.now + spanMs }]);
  });

  test('what is released is free at once, lane by lane or all together, and nobody releases what is not their own', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const lanes = [await shelf.destination(), await shelf.destination(), await shelf.destination()];
    const [one = '', two = '', three = ''] = lanes;
    await first.take(...lanes);
    await second.release(...lanes);
    await second.release();
    expect(await second.take(...lanes)).toEqual([]);
    await first.release(two);
    expect(lanesOf(await second.take(...lanes))).toEqual([two]);
    expect(await first.renew()).toEqual([one, three]);
    await first.release();
    expect(await first.renew()).toEqual([]);
    expect(lanesOf(await second.take(...lanes))).toEqual(lanes);
  });

  test('without a choice a process is given the lanes that have something waiting and no owner', async () => {
    const shelf = await openAlone();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const [idle, busy, taken] = [await shelf.destination(), await shelf.destination(), await shelf.destination()];
    await shelf.fill(busy, 1);
    await shelf.fill(taken, 1);
    await second.take(taken);
    expect(lanesOf(await first.takeWaiting())).toEqual([busy]);
    expect(lanesOf(await second.takeWaiting())).toEqual([taken]);
    await shelf.fill(idle, 1);
    expect(lanesOf(await first.takeWaiting())).toEqual([idle, busy]);
    expect(await first.take(noId('dst'))).toEqual([]);
  });

  test('the lanes of one channel have one owner', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const facts = { channelId: noId('key') };
    const [one, two] = [await shelf.destination({ facts }), await shelf.destination({ facts })];
    const elsewhere = await shelf.destination({ facts: { channelId: noId('key') } });
    await first.take(one);
    expect(lanesOf(await second.take(two, elsewhere))).toEqual([elsewhere]);
    expect(lanesOf(await first.take(two))).toEqual([two]);
    await first.release(one);
    expect(await second.take(one)).toEqual([]);
    await first.release(two);
    expect(lanesOf(await second.take(one, two))).toEqual([one, two]);
    shelf.wait(spanMs);
    expect(lanesOf(await first.take(two))).toEqual([two]);
    expect(await second.take(one)).toEqual([]);
  });

  test('lanes that turn out to be of one channel go to the owner of the oldest of them', async () => {
    const shelf = await openShelf();
    const [first, second] = [new Process(shelf), new Process(shelf)];
    const [oldest, middle, newest] = [await shelf.destination(), await shelf.destination(), await shelf.destination()];
    await first.take(oldest, newest);
    await second.take(middle);
    const facts = { channelId: noId('key') };
    for (const lane of [oldest, middle, newest]) await shelf.storage.updateDestination(lane, { facts });
    await second.renew();
    expect(await first.renew()).toEqual([oldest, newest]);
    expect(await second.renew()).toEqual([]);
    expect(await second.take(middle)).toEqual([]);
    expect(lanesOf(await first.take(middle))).toEqual([middle]);
  });
}
