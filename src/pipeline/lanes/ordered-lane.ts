import { sleep } from '../../lib/clock.ts';
import type { Destination } from '../../model/destination.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { OmittablePart } from '../../model/outcome.ts';
import type { LaneRow } from '../../model/storage/lanes.ts';
import { type Attempted, attempt } from './attempt.ts';
import { type Lane, type LaneDeps, type LaneOptions, pauseAfterErrorMs } from './lane.ts';

/** A stored time further ahead than this was written under another clock: it is not waited for. */
const longestStoredWaitMs = 3_600_000;

/** Takes what waits in order of acceptance, packs, sends, records; one request in flight at a time. */
export class OrderedLane implements Lane {
  readonly #id: string;
  readonly #kind: DestinationKind;
  readonly #deps: LaneDeps;
  readonly #signal: AbortSignal;
  readonly #omit: Set<OmittablePart>;
  #hasNews = false;
  /** Monotonic time before which the delivery at the head is not tried again. */
  #headDue: { delivery: string; at: number } | undefined;
  /** While a culprit is searched for: the number of deliveries that are still suspect, and of those in one message. */
  #search: { suspects: number; pack: number } | undefined;
  #interrupt = new AbortController();
  #isBusy = false;

  constructor({ id, kind, deps, signal, omit }: LaneOptions) {
    this.#id = id;
    this.#kind = kind;
    this.#deps = deps;
    this.#signal = signal;
    this.#omit = omit;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get hasNews(): boolean {
    return this.#hasNews;
  }

  notice(): void {
    this.#hasNews = true;
  }

  interrupt(): void {
    this.#interrupt.abort();
  }

  async run(): Promise<void> {
    this.#isBusy = true;
    while (!this.#signal.aborted) {
      this.#hasNews = false;
      try {
        const isEmpty = !(await this.#step());
        if (isEmpty && !this.#hasNews) break;
      } catch (error) {
        this.#deps.onError(this.#id, error);
        await this.#wait(pauseAfterErrorMs);
      }
    }
    this.#isBusy = false;
  }

  /** One message, or one wait. False when the lane has nothing to do. */
  async #step(): Promise<boolean> {
    const destination = this.#deps.registries.destinations.find(this.#id);
    if (destination === undefined || destination.state !== 'active') return false;
    if (this.#deps.registries.stores.find(destination.store) === undefined) return false;
    const head = (await this.#peek(1))[0];
    if (head === undefined) return false;
    const waitMs = this.#waitFor(head);
    if (waitMs > 0) {
      const isInterrupted = await this.#wait(waitMs);
      if (isInterrupted) this.#headDue = { delivery: head.delivery.id, at: this.#deps.clock.monotonic() };
      return true;
    }
    this.#isBusy = false;
    await this.#deps.health.untilWell(this.#signal);
    await this.#deps.ensureChecked(destination);
    const isOpen = await this.#kind.limiter.enter(destination, this.#signal);
    this.#isBusy = true;
    if (!isOpen) return true;
    await this.#deliver(destination);
    return true;
  }

  async #deliver(known: Destination): Promise<void> {
    // Read only now: what came while the limits kept us waiting shares the message, what was cancelled is left out.
    const destination = this.#deps.registries.destinations.find(this.#id) ?? known;
    const rows = await this.#peekPack(destination);
    const store = this.#deps.registries.stores.find(destination.store);
    if (rows.length === 0 || store === undefined || this.#deps.health.problem() !== undefined) {
      this.#kind.limiter.leave(destination);
      return;
    }
    await attempt({
      deps: this.#deps,
      kind: this.#kind,
      destination,
      store,
      rows,
      omit: this.#omit,
      onUnrecorded: (error, failures) => this.#isWorthWaiting(error, failures),
      onRecorded: (attempted) => this.#learn(attempted),
    });
  }

  async #isWorthWaiting(error: unknown, failures: number): Promise<boolean> {
    if (this.#signal.aborted) return false;
    this.#deps.onError(this.#id, error);
    this.#isBusy = false;
    await this.#deps.health.nextTry(failures, this.#signal);
    this.#isBusy = true;
    return true;
  }

  /** Gives the reservation back where it fails. */
  async #peekPack(destination: Destination): Promise<LaneRow[]> {
    if (destination.state !== 'active') return [];
    try {
      return await this.#peek(this.#search?.pack ?? this.#kind.maxPack);
    } catch (error) {
      this.#kind.limiter.leave(destination);
      throw error;
    }
  }

  #learn({ items, decision, outcome }: Attempted): void {
    // A name that was refused once is refused always; files may fit next time.
    if (decision.omit === undefined) this.#omit.delete('files');
    const head = decision.items.findIndex((item) => item.status === 'pending');
    const headId = items[head]?.delivery.id;
    this.#headDue =
      headId === undefined ? undefined : { delivery: headId, at: this.#deps.clock.monotonic() + decision.waitMs };
    if (decision.halveTo !== undefined) {
      this.#search = { suspects: this.#search?.suspects ?? items.length, pack: decision.halveTo };
    } else if (this.#search !== undefined && (outcome.kind === 'delivered' || outcome.kind === 'refused')) {
      const suspects = this.#search.suspects - items.length;
      this.#search = suspects <= 0 ? undefined : { suspects, pack: this.#search.pack };
    }
  }

  #peek(limit: number): Promise<LaneRow[]> {
    return this.#deps.storage.peekLane(this.#id, limit);
  }

  #waitFor({ delivery }: LaneRow): number {
    if (this.#headDue?.delivery === delivery.id) return this.#headDue.at - this.#deps.clock.monotonic();
    const waitMs = (delivery.nextAttemptAt ?? 0) - this.#deps.clock.now();
    return waitMs > longestStoredWaitMs ? 0 : waitMs;
  }

  /** True where somebody ended it. */
  async #wait(delayMs: number): Promise<boolean> {
    this.#isBusy = false;
    this.#interrupt = new AbortController();
    const { signal } = this.#interrupt;
    await sleep(this.#deps.clock, delayMs, AbortSignal.any([signal, this.#signal]));
    this.#isBusy = true;
    return signal.aborted;
  }
}
