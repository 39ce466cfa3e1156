import { type Category, categories } from '../model/category.ts';
import { type EventFacts, foldName } from '../model/event-facts.ts';
import { addMoney, compareMoney, type Money, subtractMoney } from '../model/money.ts';
import { Ledger, type Payment, type Refund } from './ledger.ts';

/** The money of one currency; amounts are exact decimal texts. */
export interface Revenue {
  currency: string;
  gross: string;
  refunded: string;
  net: string;
  payments: number;
  refunds: number;
}

/** A package or a player with what was paid, in the store's currency, and how often, in any. */
export interface Ranked {
  name: string;
  revenue: string;
  count: number;
}

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
  /** Epoch milliseconds; what was accepted from then on ... */
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
  categories: { category: Category; count: number }[];
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

const mostRanked = 5;
const mostFailures = 10;

/** True for an event that tells of something that went wrong. */
export function isFailure({ category, severity }: Pick<EventFacts, 'category' | 'severity'>): boolean {
  return category === 'errors' || severity === 'error' || severity === 'critical';
}

/**
 * Counts events one after the other. The money is counted by `Ledger`, whose rule says what a payment is. Events from
 * shortly before the time that is asked for may be added too: a payment that began there is not counted again.
 */
export class StatsCounter {
  readonly #query: StatsQuery;
  readonly #ledger = new Ledger();
  readonly #categories = new Map<Category, number>();
  readonly #failures = new Map<string, number>();
  readonly #buckets: Bucket[];
  #total = 0;

  constructor(query: StatsQuery) {
    this.#query = query;
    const empty = { events: 0, failures: 0, payments: 0, revenue: '0', refunded: '0' };
    this.#buckets = query.starts.map((start) => ({ start, ...empty }));
  }

  add(facts: EventFacts): void {
    // Crier's own events are no business of the store's.
    if (facts.type.startsWith('crier.')) return;
    this.#ledger.add(facts);
    if (!this.#isWithin(facts.acceptedAt)) return;
    this.#total += 1;
    count(this.#categories, facts.category);
    const bucket = this.#bucketAt(facts.acceptedAt);
    if (bucket !== undefined) bucket.events += 1;
    if (!isFailure(facts)) return;
    count(this.#failures, facts.type);
    if (bucket !== undefined) bucket.failures += 1;
  }

  stats(): Stats {
    const { from, to, currency, unit } = this.#query;
    const payments = this.#ledger.payments().filter(({ at }) => this.#isWithin(at));
    const refunds = this.#ledger.refunds().filter(({ at }) => this.#isWithin(at));
    const byCount = [...this.#failures].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    return {
      from,
      to,
      currency,
      total: this.#total,
      revenue: revenueOf(payments, refunds, currency),
      refundRate: payments.length === 0 ? undefined : refunds.length / payments.length,
      categories: categories.map((category) => ({ category, count: this.#categories.get(category) ?? 0 })),
      packages: rank(payments, currency, packageOf),
      players: rank(payments, currency, ({ player }) => player),
      failures: byCount.slice(0, mostFailures).map(([type, times]) => ({ type, count: times })),
      unit,
      buckets: this.#fillBuckets(payments, refunds),
    };
  }

  #fillBuckets(payments: readonly Payment[], refunds: readonly Refund[]): Bucket[] {
    const { currency } = this.#query;
    const buckets = new Map(this.#buckets.map((bucket) => [bucket.start, { ...bucket }]));
    const bucketOf = (at: number) => buckets.get(this.#bucketAt(at)?.start ?? Number.NaN);
    for (const { amount, at } of payments) {
      const bucket = bucketOf(at);
      if (bucket === undefined) continue;
      bucket.payments += 1;
      if (amount.currency === currency) bucket.revenue = plus(bucket.revenue, amount);
    }
    for (const { amount, at } of refunds) {
      const bucket = bucketOf(at);
      if (bucket !== undefined && amount.currency === currency) bucket.refunded = plus(bucket.refunded, amount);
    }
    return [...buckets.values()];
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

/** The sums by currency, `first` in front. */
export function revenueOf(payments: readonly Payment[], refunds: readonly Refund[], first: string): Revenue[] {
  const paidIn = Map.groupBy(payments, ({ amount }) => amount.currency);
  const returnedIn = Map.groupBy(refunds, ({ amount }) => amount.currency);
  const codes = [...new Set([...paidIn.keys(), ...returnedIn.keys()])].sort();
  const ordered = codes.includes(first) ? [first, ...codes.filter((code) => code !== first)] : codes;
  return ordered.map((currency) => {
    const paid = paidIn.get(currency) ?? [];
    const returned = returnedIn.get(currency) ?? [];
    const gross = sum(paid, currency);
    const refunded = sum(returned, currency);
    return {
      currency,
      gross: gross.value,
      refunded: refunded.value,
      net: subtractMoney(gross, refunded).value,
      payments: paid.length,
      refunds: returned.length,
    };
  });
}

/** `3× Key` is a Key; several packages that were paid together stay together: nobody knows what each of them cost. */
function packageOf({ package: text }: Payment): string | undefined {
  const single = /^\d{1,6}[×x] (.+)$/.exec(text ?? '')?.[1];
  return single === undefined || single.includes(', ') ? text : single;
}

function rank(
  payments: readonly Payment[],
  currency: string,
  nameOf: (payment: Payment) => string | undefined,
): Ranked[] {
  const found = new Map<string, { name: string; revenue: Money; count: number }>();
  for (const payment of payments) {
    const name = nameOf(payment);
    if (name === undefined) continue;
    const key = foldName(name);
    const entry = found.get(key) ?? { name, revenue: { value: '0', currency }, count: 0 };
    entry.count += 1;
    if (payment.amount.currency === currency) entry.revenue = addMoney(entry.revenue, payment.amount);
    found.set(key, entry);
  }
  return [...found.values()]
    .sort((a, b) => compareMoney(b.revenue, a.revenue) || b.count - a.count || a.name.localeCompare(b.name))
    .slice(0, mostRanked)
    .map(({ name, revenue, count: times }) => ({ name, revenue: revenue.value, count: times }));
}

function sum(moves: readonly { amount: Money }[], currency: string): Money {
  return moves.reduce((total, { amount }) => addMoney(total, amount), { value: '0', currency });
}

function plus(value: string, amount: Money): string {
  return addMoney({ value, currency: amount.currency }, amount).value;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
