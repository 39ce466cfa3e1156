import { sleep } from '../lib/clock.ts';
import type { Destination, DestinationKind, LaneItem, Rendered } from '../model/destination.ts';
import type { Concession, Outcome } from '../model/outcome.ts';
import type { LaneRow } from '../model/storage/lanes.ts';
import { type LaneDeps, type LaneRunner, pauseAfterErrorMs, toItem, toRecord } from './attempt.ts';
import { decide, type Verdict } from './decide.ts';

/** A stored time further ahead than this was written under another clock: it is not waited for. */
const longestStoredWaitMs = 3_600_000;

/**
 * The ordered queue of one destination: takes what waits, packs, sends, records; one request in flight at a time.
 * It runs while something waits and ends when nothing does.
 */
export class Lane implements LaneRunner {
  readonly #id: string;
  readonly #kind: DestinationKind;
  readonly #deps: LaneDeps;
  readonly #signal: AbortSignal;
  readonly #without: Set<Concession>;
  #hasNews = false;
  /** Monotonic time before which the delivery at the head is not tried again. */
  #headDue: { delivery: string; at: number } | undefined;
  /** While a culprit is searched for: how many deliveries are still suspect, and how many go in one message. */
  #search: { suspects: number; pack: number } | undefined;
  #interrupt = new AbortController();
  #isBusy = false;

  /** @param without what the destination has refused before; kept by the caller, since lanes come and go. */
  constructor(id: string, kind: DestinationKind, deps: LaneDeps, signal: AbortSignal, without: Set<Concession>) {
    this.#id = id;
    this.#kind = kind;
    this.#deps = deps;
    this.#signal = signal;
    this.#without = without;
  }

  /** Whether it is at work, rather than waiting for a time. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Whether something came after it last looked. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** Something new waits. */
  notice(): void {
    this.#hasNews = true;
  }

  /** Ends a wait: what the lane waited for may have been mended. */
  interrupt(): void {
    this.#headDue = undefined;
    this.#interrupt.abort();
  }

  /** Delivers until nothing waits, the destination cannot take more, or the signal aborts. Never rejects. */
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
    const destination = this.#deps.directory.destination(this.#id);
    if (destination === undefined || destination.state !== 'active') return false;
    if (this.#deps.directory.store(destination.store) === undefined) return false;
    const head = (await this.#peek(1))[0];
    if (head === undefined) return false;
    const waitMs = this.#waitFor(head);
    if (waitMs > 0) {
      await this.#wait(waitMs);
      return true;
    }
    this.#isBusy = false;
    await this.#deps.ensureChecked(destination);
    const isOpen = await this.#kind.enter(destination, this.#signal);
    this.#isBusy = true;
    if (!isOpen) return true;
    await this.#deliver(destination);
    return true;
  }

  async #deliver(known: Destination): Promise<void> {
    // Looked at only now: what came while the limits kept us waiting shares the message, what was cancelled is left out.
    const destination = this.#deps.directory.destination(this.#id) ?? known;
    const rows = destination.state !== 'active' ? [] : await this.#peek(this.#search?.pack ?? this.#kind.maxPack);
    const store = this.#deps.directory.store(destination.store);
    if (rows.length === 0 || store === undefined) {
      this.#kind.leave(destination);
      return;
    }
    const candidates = rows.map((row) => toItem(row, this.#deps.directory));
    const rendered = this.#render(destination, candidates, store);
    if (rendered === undefined) return;
    const items = candidates.slice(0, rendered.count);
    const startedAt = this.#deps.clock.monotonic();
    const outcome = await this.#kind.send(rendered, destination);
    await this.#record(destination, items, rendered, outcome, this.#deps.clock.monotonic() - startedAt);
  }

  #render(
    destination: Destination,
    items: readonly LaneItem[],
    store: Parameters<DestinationKind['render']>[1]['store'],
  ): Rendered | undefined {
    try {
      return this.#kind.render(items, { store, without: this.#without }, destination);
    } catch (error) {
      this.#kind.leave(destination);
      throw error;
    }
  }

  async #record(
    destination: Destination,
    items: readonly LaneItem[],
    rendered: Rendered,
    outcome: Outcome,
    latencyMs: number,
  ): Promise<void> {
    const now = this.#deps.clock.now();
    const deliveries = items.map(({ delivery }) => delivery);
    const verdict = decide(outcome, deliveries, destination, now, this.#deps.random());
    const record = toRecord({ destination, kind: this.#kind, outcome, rendered, verdict, at: now, latencyMs });
    await this.#deps.store.recordAttempts(record);
    this.#learn(items, verdict, outcome);
    this.#deps.onAttempt(destination, record, items);
    if (outcome.kind === 'delivered' && outcome.limit !== undefined) {
      await this.#deps.onLimit(destination, outcome.limit);
    }
    if (verdict.isGone && outcome.kind === 'gone') await this.#deps.onGone(destination, outcome.reason);
  }

  #learn(items: readonly LaneItem[], verdict: Verdict, outcome: Outcome): void {
    if (verdict.without !== undefined) this.#without.add(verdict.without);
    // A name that was refused once is refused always; files may fit next time.
    else this.#without.delete('files');
    const head = verdict.items.findIndex((item) => item.status === 'pending');
    const headId = items[head]?.delivery.id;
    this.#headDue =
      headId === undefined ? undefined : { delivery: headId, at: this.#deps.clock.monotonic() + verdict.waitMs };
    if (verdict.halveTo !== undefined) {
      this.#search = { suspects: this.#search?.suspects ?? items.length, pack: verdict.halveTo };
    } else if (this.#search !== undefined && (outcome.kind === 'delivered' || outcome.kind === 'refused')) {
      const suspects = this.#search.suspects - items.length;
      this.#search = suspects <= 0 ? undefined : { suspects, pack: this.#search.pack };
    }
  }

  #peek(limit: number): Promise<LaneRow[]> {
    return this.#deps.store.peekLane(this.#id, limit);
  }

  #waitFor({ delivery }: LaneRow): number {
    if (this.#headDue?.delivery === delivery.id) return this.#headDue.at - this.#deps.clock.monotonic();
    const waitMs = (delivery.nextAttemptAt ?? 0) - this.#deps.clock.now();
    return waitMs > longestStoredWaitMs ? 0 : waitMs;
  }

  async #wait(delayMs: number): Promise<void> {
    this.#isBusy = false;
    this.#interrupt = new AbortController();
    await sleep(this.#deps.clock, delayMs, AbortSignal.any([this.#interrupt.signal, this.#signal]));
    this.#isBusy = true;
  }
}
