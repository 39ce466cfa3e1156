import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../src/lib/ids.ts';
import type { AttemptRecord } from '../../../src/model/storage/attempt-record.ts';
import { createLeasedLanes } from '../../../src/pipeline/lanes/leased-lanes.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';
import { type OpenedFile, openFile } from '../../storage/_files.ts';
import { Shelf } from '../../storage/contract/_shelf.ts';

let file: OpenedFile;
let shelf: Shelf;
let lane: string;
beforeEach(async () => {
  file = await openFile();
  shelf = await Shelf.open(file.storage);
  lane = await shelf.destination();
});
afterEach(() => file.close());

const newProcess = () => createLeasedLanes(file.storage, new FakeClock());
const query = { now: 0, latest: 1, limit: 10 };

const delivered = (id: string): AttemptRecord => ({
  destination: lane,
  at: 0,
  latencyMs: 1,
  outcome: 'delivered',
  items: [{ deliveryId: id, attemptId: newId('att'), spent: true, status: 'delivered' }],
});

test('of two processes one works on a lane, and the other finds nothing in it', async () => {
  const [first, second] = [newProcess(), newProcess()];
  const ids = await shelf.fill(lane, 2);
  const shown = async (lanes: typeof first) => (await lanes.peekLane(lane, 10)).map(({ delivery }) => delivery.id);
  expect(await shown(first)).toEqual(ids);
  expect(await shown(second)).toEqual([]);
  expect((await first.peekDue(lane, query)).fresh).toHaveLength(2);
  expect(await second.peekDue(lane, query)).toEqual({ fresh: [], due: [] });
  expect([await first.takeWaiting(), await second.takeWaiting()]).toEqual([[lane], []]);
});

test('what a process leaves goes to the next one; what it tells late is refused, and it takes nothing more', async () => {
  const [first, second] = [newProcess(), newProcess()];
  const [early = '', late = ''] = await shelf.fill(lane, 2);
  await first.peekLane(lane, 10);
  await first.release();
  await first.recordAttempts(delivered(early));
  expect(await second.takeWaiting()).toEqual([lane]);
  await expect(first.recordAttempts(delivered(late))).rejects.toMatchObject({ code: 'lease_lost' });
  expect(await first.peekLane(lane, 10)).toEqual([]);
  await second.recordAttempts(delivered(late));
  expect([await shelf.statusOf(early), await shelf.statusOf(late)]).toEqual(['delivered', 'delivered']);
});

test('nothing is recorded of a lane that was never looked into', async () => {
  const [id = ''] = await shelf.fill(lane, 1);
  await expect(newProcess().recordAttempts(delivered(id))).rejects.toMatchObject({ code: 'lease_lost' });
});
