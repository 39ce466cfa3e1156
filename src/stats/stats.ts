import { type EventCategory, eventCategories } from '../model/category.ts';
import type { EventFacts } from '../model/event-facts.ts';
import { addMoney, type Money } from '../model/money.ts';
import { Ledger, type Payment, type Refund } from './ledger.ts';
import { type Ranked, Ranking, type Revenue, RevenueSums } from './sums.ts';

/** An hour or a day of a chart; money is of the store's currency. */
export interface Bucket {
  /** Epoch milliseconds; of the first one it may lie before the time that is asked for. */
  start: number;
  events: number;
  failures: number;
  payments: number;
  revenue: string;
  refunded: string;
}

export interface Stats {
  /** Epoch milliseconds; what happened from then on ... */
  from: number;
  /** ... and before then. */
  to: number;
  /** The currency of the store; in it are the revenue of packages, players and buckets. */
  currency: string;
  /** Events of every kind. */
  total: number;
  /** The store's currency first, where there is any; then by their codes. */
  revenue: Revenue[];
  /** Refunds for each payment; undefined where there was no payment. */
  refundRate: number | undefined;
  categories: { category: EventCategory; count: number }[];
  /** Most revenue first, then most often. */
  packages: Ranked[];
  players: Ranked[];
  /** The failures by event type, the most frequent first. */
  failures: { type: string; count: number }[];
  unit: 'hour' | 'day';
  buckets: Bucket[];
}

export interface StatsQuery {
  from: number;
  to: number;
  /** The currency of the store. */
  currency: string;
  unit: Stats['unit'];
  /** Beginnings of the buckets, in order. */
  starts: readonly number[];
}

const mostFailures = 10;

/** True for an event that tells of something that went wrong: by its category, its severity or its type. */
export function isFailure({ type, category, severity }: Pick<EventFacts, 'type' | 'category' | 'severity'>): boolean {
  return (
    category === 'errors' || severity === 'error' || severity === 'critical' || /[._](?:failed|declined)$/.test(type)
  );
}

/**
 * Counts events one after the other. The money is counted by `Ledger`, whose rule says what a payment is. Events from
 * shortly before the time that is asked for may be added too: a payment that began there is not counted again.
 */
export class StatsCounter {
  readonly #query: StatsQuery;
  readonly #ledger = new Ledger({ pay: (payment) => this.#pay(payment), giveBack: (refund) => this.#giveBack(refund) });
  readonly #revenue = new RevenueSums();
  readonly #packages: Ranking;
  readonly #players: Ranking;
  #payments = 0;
  #refunds = 0;
  readonly #categories = new Map<EventCategory, number>();
  readonly #failures = new Map<string, number>();
  readonly #buckets: Bucket[];
  #total = 0;

  constructor(query: StatsQuery) {
    this.#query = query;
    this.#packages = new Ranking(query.currency);
    this.#players = new Ranking(query.currency);
    const empty = { events: 0, failures: 0, payments: 0, revenue: '0', refunded: '0' };
    this.#buckets = query.starts.map((start) => ({ start, ...empty }));
  }

  add(facts: EventFacts): void {
    // Crier's own events are no business of the store's.
    if (facts.type.startsWith('crier.') || facts.isTest) return;
    this.#ledger.add(facts);
    if (!this.#isWithin(facts.countedAt)) return;
    this.#total += 1;
    count(this.#categories, facts.category);
    const bucket = this.#bucketAt(facts.countedAt);
    if (bucket !== undefined) bucket.events += 1;
    if (!isFailure(facts)) return;
    count(this.#failures, facts.type);
    if (bucket !== undefined) bucket.failures += 1;
  }

  /** The figures; nothing can be added after this. */
  stats(): Stats {
    const { from, to, currency, unit } = this.#query;
    this.#ledger.settle();
    const byCount = [...this.#failures].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    return {
      from,
      to,
      currency,
      total: this.#total,
      revenue: this.#revenue.revenue(currency),
      refundRate: this.#payments === 0 ? undefined : this.#refunds / this.#payments,
      categories: eventCategories.map((category) => ({ category, count: this.#categories.get(category) ?? 0 })),
      packages: this.#packages.best(),
      players: this.#players.best(),
      failures: byCount.slice(0, mostFailures).map(([type, times]) => ({ type, count: times })),
      unit,
      buckets: this.#buckets,
    };
  }

  #pay(payment: Payment): void {
    const { amount, at } = payment;
    if (!this.#isWithin(at)) return;
    this.#payments += 1;
    this.#revenue.pay(amount);
    this.#packages.add(packageOf(payment), amount);
    this.#players.add(payment.player, amount);
    const bucket = this.#bucketAt(at);
    if (bucket === undefined) return;
    bucket.payments += 1;
    if (amount.currency === this.#query.currency) bucket.revenue = plus(bucket.revenue, amount);
  }

  #giveBack({ amount, at }: Refund): void {
    if (!this.#isWithin(at)) return;
    this.#refunds += 1;
    this.#revenue.giveBack(amount);
    const bucket = this.#bucketAt(at);
    if (bucket !== undefined && amount.currency === this.#query.currency)
      bucket.refunded = plus(bucket.refunded, amount);
  }

  #isWithin(at: number): boolean {
    return at >= this.#query.from && at < this.#query.to;
  }

  /** The last one that has begun by then. */
  #bucketAt(at: number): Bucket | undefined {
    let low = 0;
    let high = this.#buckets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#buckets[middle]?.start ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return this.#buckets[low - 1];
  }
}

/** `3× Key` is a Key; several packages that were paid together stay together: nobody knows what each of them cost. */
function packageOf({ package: text }: Payment): string | undefined {
  const single = /^\d{1,6}[×x] (.+)$/.exec(text ?? '')?.[1];
  return single === undefined || single.includes(', ') ? text : single;
}

function plus(value: string, amount: Money): string {
  return addMoney({ value, currency: amount.currency }, amount).value;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
