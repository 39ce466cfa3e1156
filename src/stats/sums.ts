import { foldName } from '../model/event-facts.ts';
import { addMoney, compareMoney, type Money, subtractMoney } from '../model/money.ts';

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

const mostRanked = 5;

interface CurrencySums {
  gross: Money;
  refunded: Money;
  payments: number;
  refunds: number;
}

/** Adds up money by its currency. */
export class RevenueSums {
  readonly #sums = new Map<string, CurrencySums>();

  pay(amount: Money): void {
    const sums = this.#of(amount.currency);
    sums.gross = addMoney(sums.gross, amount);
    sums.payments += 1;
  }

  giveBack(amount: Money): void {
    const sums = this.#of(amount.currency);
    sums.refunded = addMoney(sums.refunded, amount);
    sums.refunds += 1;
  }

  /** By currency, `first` in front. */
  revenue(first: string): Revenue[] {
    const codes = [...this.#sums.keys()].sort();
    const ordered = codes.includes(first) ? [first, ...codes.filter((code) => code !== first)] : codes;
    return ordered.map((currency) => {
      const { gross, refunded, payments, refunds } = this.#of(currency);
      const net = subtractMoney(gross, refunded).value;
      return { currency, gross: gross.value, refunded: refunded.value, net, payments, refunds };
    });
  }

  #of(currency: string): CurrencySums {
    const nothing = { value: '0', currency };
    const sums = this.#sums.get(currency) ?? { gross: nothing, refunded: nothing, payments: 0, refunds: 0 };
    this.#sums.set(currency, sums);
    return sums;
  }
}

/** Ranks names by what was paid in one currency, then by how often in any. */
export class Ranking {
  readonly #found = new Map<string, { name: string; revenue: Money; count: number }>();
  readonly #currency: string;

  constructor(currency: string) {
    this.#currency = currency;
  }

  add(name: string | undefined, amount: Money): void {
    if (name === undefined) return;
    const key = foldName(name);
    const entry = this.#found.get(key) ?? { name, revenue: { value: '0', currency: this.#currency }, count: 0 };
    entry.count += 1;
    if (amount.currency === this.#currency) entry.revenue = addMoney(entry.revenue, amount);
    this.#found.set(key, entry);
  }

  /** The best five. */
  best(): Ranked[] {
    return [...this.#found.values()]
      .sort((a, b) => compareMoney(b.revenue, a.revenue) || b.count - a.count || a.name.localeCompare(b.name))
      .slice(0, mostRanked)
      .map(({ name, revenue, count }) => ({ name, revenue: revenue.value, count }));
  }
}
