import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OldestWaiting } from '../../../src/model/storage/reports.ts';
import type { OpenShelf, Shelf } from './_shelf.ts';

type Step =
  | { do: 'accept'; lane: number; count: number }
  | { do: 'send'; lane: number; count: number }
  | { do: 'answer'; lane: number; status: 'delivered' | 'failed' | 'pending' }
  | { do: 'cancel'; which: number }
  | { do: 'replay'; which: number }
  | { do: 'reroute'; which: number; to: number }
  | { do: 'prune'; status: 'delivered' | 'failed' | 'cancelled'; limit: number };

const lane = fc.nat({ max: 1 });
const which = fc.nat({ max: 30 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('accept' as const), lane: fc.nat({ max: 2 }), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('send' as const), lane, count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    do: fc.constant('answer' as const),
    lane,
    status: fc.constantFrom('delivered' as const, 'failed' as const, 'pending' as const),
  }),
  fc.record({ do: fc.constant('cancel' as const), which }),
  fc.record({ do: fc.constant('replay' as const), which }),
  fc.record({ do: fc.constant('reroute' as const), which, to: fc.nat({ max: 3 }) }),
  fc.record({
    do: fc.constant('prune' as const),
    status: fc.constantFrom('delivered' as const, 'failed' as const, 'cancelled' as const),
    limit: fc.integer({ min: 1, max: 3 }),
  }),
);

/** Two lanes, and a request under way in each of them, whose deliveries others may change meanwhile. */
class Model {
  readonly shelf: Shelf;
  readonly lanes: readonly string[];
  readonly underWay = new Map<number, string[]>();

  constructor(shelf: Shelf, lanes: readonly string[]) {
    this.shelf = shelf;
    this.lanes = lanes;
  }

  async run(step: Step): Promise<void> {
    const { shelf, lanes } = this;
    shelf.wait(1_000);
    if (step.do === 'accept') {
      const destination = lanes[step.lane];
      const deliveries = [destination === undefined ? { status: 'unrouted' as const } : { destination }];
      await shelf.accept(...Array.from({ length: step.count }, () => shelf.event({ deliveries })));
    } else if (step.do === 'send') {
      this.underWay.set(step.lane, await shelf.peek(lanes[step.lane] ?? '', step.count));
    } else if (step.do === 'answer') {
      await shelf.record(lanes[step.lane] ?? '', this.underWay.get(step.lane) ?? [], step.status);
      this.underWay.delete(step.lane);
    } else if (step.do === 'prune') {
      await shelf.storage.pruneDeliveries(shelf.store, [step.status], shelf.now, step.limit);
    } else await this.change(step);
  }

  async change(step: Extract<Step, { which: number }>): Promise<void> {
    const { shelf, lanes } = this;
    const ids = await shelf.ids();
    const id = ids[step.which % Math.max(1, ids.length)];
    if (id === undefined) return;
    if (step.do === 'cancel') await shelf.cancel(id);
    else if (step.do === 'replay') await shelf.replay(id);
    else {
      const destination = lanes[step.to % 2];
      const status = (['pending', 'pending', 'cancelled', 'unrouted'] as const)[step.to] ?? 'pending';
      const place = status === 'unrouted' ? {} : { destination };
      await shelf.storage.rerouteDeliveries([{ deliveryId: id, status, ...place }]);
    }
  }
}

/** The oldest delivery that waits, as the record of that delivery tells it. */
async function oldestOf({ storage, store }: Shelf, id: string | undefined): Promise<OldestWaiting | undefined> {
  const found = id === undefined ? undefined : await storage.getDelivery(store, id);
  if (found === undefined) return undefined;
  const { createdAt: at, attempts, firstAttemptAt } = found.delivery;
  const last = found.attempts.at(-1);
  return { at, attempts, firstAttemptAt, outcome: last?.outcome, reason: last?.reason };
}

export function counterCases(openShelf: OpenShelf): void {
  test('whatever happens, the counters of every destination are what a full count gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 24 }), async (sequence) => {
        const shelf = await openShelf();
        const lanes = [await shelf.destination(), await shelf.destination()];
        const model = new Model(shelf, lanes);
        for (const step of sequence) await model.run(step);
        const log = await shelf.list();
        const waiting = await shelf.storage.listWaitingLanes();
        for (const destination of lanes) {
          const own = log.filter((row) => row.destination === destination);
          const pending = own.filter(({ status }) => status === 'pending').reverse();
          const { oldestWaiting, ...counts } = (await shelf.counts(destination)) ?? {};
          expect(counts).toMatchObject({
            pending: pending.length,
            failed: own.filter(({ status }) => status === 'failed').length,
          });
          expect(oldestWaiting).toEqual(await oldestOf(shelf, pending[0]?.id));
          expect(await shelf.peek(destination)).toEqual(pending.map(({ id }) => id));
          expect(waiting.includes(destination)).toBe(pending.length > 0);
        }
        const unrouted = log.filter(({ status }) => status === 'unrouted');
        expect((await shelf.storage.getCounts(shelf.store, shelf.now)).unrouted).toBe(unrouted.length);
        expect(unrouted.filter(({ destination }) => destination !== undefined)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('events are counted by category for the last hour and the last day', async () => {
    const shelf = await openShelf();
    await shelf.accept(shelf.event({ category: 'errors' }), shelf.event({ category: 'gifting' }));
    shelf.wait(2 * 3_600_000);
    await shelf.accept(shelf.event({ category: 'errors' }), shelf.event({ category: 'errors' }));
    const categories = async () =>
      (await shelf.storage.getCounts(shelf.store, shelf.now)).categories.sort((a, b) =>
        a.category.localeCompare(b.category),
      );
    expect(await categories()).toEqual([
      { category: 'errors', lastHour: 2, lastDay: 3 },
      { category: 'gifting', lastHour: 0, lastDay: 1 },
    ]);
    shelf.wait(23 * 3_600_000);
    expect(await categories()).toEqual([{ category: 'errors', lastHour: 0, lastDay: 2 }]);
  });

  test('what waits without a route is counted, with the age of the oldest', async () => {
    const shelf = await openShelf();
    const first = shelf.event({ deliveries: [{ status: 'unrouted' }] });
    await shelf.accept(first, shelf.event({ deliveries: [{ status: 'unrouted' }, { status: 'unrouted' }] }));
    expect(await shelf.storage.getCounts(shelf.store, shelf.now)).toMatchObject({
      unrouted: 3,
      oldestUnroutedAt: first.acceptedAt,
    });
  });
}
