import { expect, test } from 'vitest';
import { noId, type OpenShelf } from './_shelf.ts';

export function inFlightCases(openShelf: OpenShelf): void {
  test('what is about to be sent is known until it is written down, with its event, in order', async () => {
    const shelf = await openShelf();
    const [lane, other] = [await shelf.destination(), await shelf.destination()];
    const [first = '', second = '', third = ''] = await shelf.fill(lane, 3);
    const epoch = await shelf.lease(lane);
    const inFlight = async (of = lane) => (await shelf.storage.listInFlight(of)).map(({ delivery }) => delivery.id);
    expect(await inFlight()).toEqual([]);
    await shelf.storage.markInFlight(lane, [second, first], epoch);
    await shelf.storage.markInFlight(lane, [first], epoch);
    expect([await inFlight(), await inFlight(other)]).toEqual([[first, second], []]);
    const [row] = await shelf.storage.listInFlight(lane);
    expect(JSON.parse(row?.event ?? '')).toMatchObject({ id: row?.delivery.eventId });
    expect(await shelf.peek(lane)).toEqual([first, second, third]);
    await shelf.record(lane, [first], 'pending', { outcome: 'rate_limited' });
    expect(await inFlight()).toEqual([second]);
    await shelf.record(lane, [second], 'delivered');
    expect(await inFlight()).toEqual([]);
  });

  test('what was cancelled or given another place while it was sent is known no longer either', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const [id = ''] = await shelf.fill(lane, 1);
    await shelf.storage.markInFlight(lane, [id], await shelf.lease(lane));
    await shelf.cancel(id);
    await shelf.record(lane, [id], 'delivered');
    expect(await shelf.storage.listInFlight(lane)).toEqual([]);
    expect(await shelf.statusOf(id)).toBe('cancelled');
  });

  test('only the owner of a lane notes anything', async () => {
    const shelf = await openShelf();
    const lane = await shelf.destination();
    const ids = await shelf.fill(lane, 1);
    const lost = { code: 'lease_lost' };
    await expect(shelf.storage.markInFlight(lane, ids, 1)).rejects.toMatchObject(lost);
    const epoch = await shelf.lease(lane);
    await expect(shelf.storage.markInFlight(lane, ids, epoch + 1)).rejects.toMatchObject(lost);
    await expect(shelf.storage.markInFlight(noId('dst'), ids, epoch)).rejects.toMatchObject(lost);
    expect(await shelf.storage.listInFlight(lane)).toEqual([]);
  });
}
