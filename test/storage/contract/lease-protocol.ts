import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lease } from '../../../src/model/storage/lanes.ts';
import { noId, type OpenShelf, type Shelf } from './_shelf.ts';

type Step =
  | { do: 'take'; by: number; lanes: number[] }
  | { do: 'renew'; by: number }
  | { do: 'release'; by: number }
  | { do: 'record'; by: number; lane: number }
  | { do: 'wait'; ms: number };

const spanMs = 100;
const by = fc.nat({ max: 2 });
const lane = fc.nat({ max: 3 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('take' as const), by, lanes: fc.uniqueArray(lane, { minLength: 1 }) }),
  fc.record({ do: fc.constant('renew' as const), by }),
  fc.record({ do: fc.constant('release' as const), by }),
  fc.record({ do: fc.constant('record' as const), by, lane }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 49, 50, 99, 100, 101) }),
);

/** Three processes and four lanes, the last two of one channel; what a lease promises is held after each step. */
class Model {
  readonly #shelf: Shelf;
  readonly #lanes: readonly string[];
  readonly #owners = [noId('key'), noId('key'), noId('key')];
  /** The last lease that was given of each lane, and to whom. */
  readonly #last = new Map<string, Lease & { by: number; isReleased: boolean }>();
  /** The last epoch that each process has got of each lane. */
  readonly #epochs = new Map<string, number>();

  constructor(shelf: Shelf, lanes: readonly string[]) {
    this.#shelf = shelf;
    this.#lanes = lanes;
  }

  async run(step: Step): Promise<void> {
    if (step.do === 'wait') this.#shelf.wait(step.ms);
    else if (step.do === 'take') await this.#take(step.by, step.lanes);
    else if (step.do === 'renew') await this.#renew(step.by);
    else if (step.do === 'record') await this.#record(step.by, this.#lanes[step.lane] ?? '');
    else {
      await this.#shelf.storage.releaseLanes(this.#owner(step.by));
      for (const lease of this.#last.values()) if (lease.by === step.by) lease.isReleased = true;
    }
  }

  #owner = (by: number) => this.#owners[by] ?? '';
  #term = (by: number) => ({ owner: this.#owner(by), now: this.#shelf.now, until: this.#shelf.now + spanMs });
  #group = (lane: string) => (this.#lanes.indexOf(lane) >= 2 ? this.#lanes.slice(2) : [lane]);

  #isLive(lane: string): boolean {
    const lease = this.#last.get(lane);
    return lease !== undefined && !lease.isReleased && lease.until > this.#shelf.now;
  }

  async #take(by: number, wanted: readonly number[]): Promise<void> {
    const lanes = wanted.map((index) => this.#lanes[index] ?? '');
    const got = await this.#shelf.storage.leaseLanes({ ...this.#term(by), lanes });
    for (const lane of lanes) {
      const isElsewhere = this.#group(lane).some((one) => this.#isLive(one) && this.#last.get(one)?.by !== by);
      const lease = got.find((one) => one.lane === lane);
      expect(lease !== undefined, 'a lane is given where nobody else has one of its group').toBe(!isElsewhere);
      if (lease === undefined) continue;
      const before = this.#last.get(lane);
      if (before !== undefined && this.#isLive(lane)) expect(lease.epoch).toBe(before.epoch);
      else expect(lease.epoch).toBeGreaterThan(before?.epoch ?? 0);
      this.#last.set(lane, { ...lease, by, isReleased: false });
      this.#epochs.set(`${by} ${lane}`, lease.epoch);
    }
  }

  async #renew(by: number): Promise<void> {
    const renewed = await this.#shelf.storage.renewLeases(this.#term(by));
    const own = this.#lanes.filter((lane) => {
      const lease = this.#last.get(lane);
      return lease?.by === by && !lease.isReleased;
    });
    const isTaken = (lane: string) =>
      this.#group(lane).some((one) => this.#isLive(one) && this.#last.get(one)?.by !== by);
    const kept = own.filter((lane) => !isTaken(lane));
    for (const lane of own) expect(this.#isLive(lane) && isTaken(lane), 'a group has two owners').toBe(false);
    expect(renewed.map((lease) => lease.lane)).toEqual(kept);
    for (const lane of own) {
      const lease = this.#last.get(lane);
      if (lease === undefined) continue;
      if (kept.includes(lane)) lease.until = this.#shelf.now + spanMs;
      else lease.isReleased = true;
    }
  }

  async #record(by: number, lane: string): Promise<void> {
    const epoch = this.#epochs.get(`${by} ${lane}`) ?? 0;
    const { storage, now } = this.#shelf;
    const record = { destination: lane, at: now, latencyMs: 1, outcome: 'retry' as const, items: [] };
    const isTaken = await storage.recordAttempts(record, epoch).then(
      () => true,
      () => false,
    );
    expect(isTaken, 'only who took the lane last may write').toBe(this.#last.get(lane)?.by === by);
  }
}

export function leaseProtocolCases(openShelf: OpenShelf): void {
  test('whatever processes do, no lane has two owners, epochs grow, and only the last owner writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 30 }), async (sequence) => {
        const shelf = await openShelf();
        const facts = { channelId: noId('key') };
        const alone = [await shelf.destination(), await shelf.destination()];
        const grouped = [await shelf.destination({ facts }), await shelf.destination({ facts })];
        const model = new Model(shelf, [...alone, ...grouped]);
        for (const step of sequence) await model.run(step);
      }),
      { numRuns: 150 },
    );
  });
}
