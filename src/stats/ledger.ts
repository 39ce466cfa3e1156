import type { Amount } from '../model/event.ts';
import { type EventFacts, foldName } from '../model/event-facts.ts';
import { addMoney, compareMoney, subtractMoney } from '../model/money.ts';
import { Candidates } from './candidates.ts';

/** A payment, whatever number of events has told of it. */
export interface Payment {
  amount: Amount;
  player?: string | undefined;
  package?: string | undefined;
  /** The time for which the first of its events counts. */
  at: number;
}

/** Money that was given back, or taken back by a bank. */
export interface Refund {
  amount: Amount;
  at: number;
}

/**
 * Event types that tell of a payment. Where several tell of the same one, the amount counts of that which stands
 * further above: what was paid goes before what an order came to, and that before a price.
 */
const paymentTypes = [
  'payment.completed',
  'purchase.completed',
  'transaction.completed',
  'donation.received',
  'commission.ordered',
  'order.paid',
  'order.completed',
  'invoice.paid',
  'payment.captured',
  'giftcard.purchased',
  'subscription.renewed',
  'subscription.created',
  'subscription.started',
  'gift.sent',
];

/** The types that may tell of the same refund under several names; the same name twice is two refunds. */
const refundTypes: Readonly<Record<string, 'payment' | 'order' | 'refund' | 'reversal' | 'dispute'>> = {
  'payment.refunded': 'payment',
  'payment.partially_refunded': 'payment',
  'donation.refunded': 'payment',
  'purchase.refunded': 'payment',
  'subscription.refunded': 'payment',
  'order.refunded': 'order',
  'refund.created': 'refund',
  'payment.reversed': 'reversal',
  'payment.dispute.lost': 'dispute',
  'dispute.lost': 'dispute',
};

/** The types that come beside a payment, perhaps under an id of their own. */
const isBeside = (type: string) => /^(subscription|gift)\./.test(type);

/** Events of one payment come within this time, those of the next renewal not before a day. */
export const togetherMs = 3_600_000;

/** Takes the movements of money, each once and final. */
export interface MoneySink {
  /** In the order of the first events of payments. */
  pay(payment: Payment): void;
  giveBack(refund: Refund): void;
}

interface CountedPayment extends Payment {
  rank: number;
  types: Set<string>;
  occurredAt: number;
  transaction: string | undefined;
}

interface CountedRefund extends Refund {
  names: Set<string>;
}

/**
 * Counts money, every movement of it once.
 *
 * Platforms tell of one payment in several events: an order and its payment, a subscription that begins or is renewed
 * and the payment for it, a gift and its purchase. Two events are one payment where they
 * - are of different types (two of one type are two payments), and
 * - happened within an hour, and
 * - do not name two different transactions, and
 * - have the same transaction or the same correlation id; or the same player and amount, where one of them tells of
 *   a subscription or a gift and the other one does not.
 *
 * An event without an amount, or with an amount of nothing, and one that moved no money (a test, a trial) is not
 * counted. Orders and payments that only wait or failed are not, and a dispute counts when it is lost. Refunds of one
 * correlation id and of the same amount that come under different names (refunded, reversed, dispute lost) are one; and
 * where a refund tells what was paid in all, no more than that is given back. Only the newest 20,000 of either can be
 * told of once more.
 */
export class Ledger {
  readonly #sink: MoneySink;
  readonly #payments = new Candidates<CountedPayment>();
  readonly #refunds = new Candidates<CountedRefund>();

  constructor(sink: MoneySink) {
    this.#sink = sink;
  }

  add(facts: EventFacts): void {
    if (facts.isUnpaid || facts.amount === undefined) return;
    const amount = positive(facts.amount);
    if (amount === undefined) return;
    const rank = paymentTypes.indexOf(facts.type);
    const isPaid = rank !== -1 && amount === facts.amount;
    if (isPaid) this.#pay(facts, amount, rank);
    const name = Object.hasOwn(refundTypes, facts.type) ? refundTypes[facts.type] : undefined;
    if (name !== undefined) this.#giveBack(facts, amount, name);
  }

  /** Passes on what is still open: no more is added. */
  settle(): void {
    for (const payment of this.#payments.takeAll()) this.#sink.pay(payment);
  }

  #pay(facts: EventFacts, amount: Amount, rank: number): void {
    const { type, occurredAt, transaction, player } = facts;
    const exact = [mark('transaction', transaction), mark('correlation', facts.correlationId)];
    const alike = player && mark('player', `${foldName(player)} ${plain(amount)}`);
    const isTogether = (earlier: CountedPayment) =>
      !earlier.types.has(type) &&
      Math.abs(earlier.occurredAt - occurredAt) <= togetherMs &&
      (earlier.transaction === undefined || transaction === undefined || earlier.transaction === transaction);
    const isAlike = (earlier: CountedPayment) =>
      isTogether(earlier) && [...earlier.types].every((other) => isBeside(other) !== isBeside(type));
    const before =
      exact.flatMap((key) => this.#payments.of(key)).find(isTogether) ?? this.#payments.of(alike).find(isAlike);
    const counted: CountedPayment = before ?? {
      amount,
      rank,
      types: new Set(),
      at: facts.countedAt,
      occurredAt,
      transaction,
    };
    counted.types.add(type);
    counted.transaction ??= transaction;
    counted.player ??= player;
    counted.package ??= facts.package;
    if (rank < counted.rank) {
      counted.rank = rank;
      counted.amount = amount;
    }
    for (const settled of this.#payments.add(counted, [...exact, alike])) this.#sink.pay(settled);
  }

  #giveBack(facts: EventFacts, whole: Amount, name: string): void {
    const keys = [mark('transaction', facts.transaction), mark('correlation', facts.correlationId)];
    const before = [...new Set(keys.flatMap((key) => this.#refunds.of(key)))];
    const same = before.find(({ amount, names }) => !names.has(name) && plain(amount) === plain(whole));
    if (same !== undefined) {
      same.names.add(name);
      return;
    }
    const amount = withinWhole(whole, facts.whole, before);
    if (amount === undefined) return;
    const returned = { amount, at: facts.countedAt, names: new Set([name]) };
    this.#sink.giveBack(returned);
    this.#refunds.add(returned, keys);
  }
}

/** The rest of a payment that may still be given back; undefined where there is none. */
function withinWhole(amount: Amount, paid: Amount | undefined, before: readonly Refund[]): Amount | undefined {
  if (paid === undefined || paid.currency !== amount.currency) return amount;
  const same = before.filter((refund) => refund.amount.currency === paid.currency);
  const nothing = { value: '0', currency: paid.currency };
  const given = same.reduce((sum, refund) => addMoney(sum, refund.amount), nothing);
  const left = subtractMoney(paid, given);
  if (compareMoney(left, amount) >= 0) return amount;
  return compareMoney(left, nothing) > 0 ? left : undefined;
}

/** The amount where it is more than nothing; without its sign where it is less; undefined where it is nothing. */
function positive(amount: Amount): Amount | undefined {
  if (!/[1-9]/.test(amount.value)) return undefined;
  return amount.value.startsWith('-') ? { ...amount, value: amount.value.slice(1) } : amount;
}

/** `9.9 EUR` and `9.90 EUR` are as much. */
function plain({ value, currency }: Amount): string {
  return `${value.includes('.') ? value.replace(/\.?0+$/, '') : value} ${currency}`;
}

function mark(what: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${what} ${value}`;
}

/** The payments and refunds that a list of facts tells of. */
export function countMoney(facts: Iterable<EventFacts>): { payments: Payment[]; refunds: Refund[] } {
  const payments: Payment[] = [];
  const refunds: Refund[] = [];
  const ledger = new Ledger({ pay: (payment) => payments.push(payment), giveBack: (refund) => refunds.push(refund) });
  for (const one of facts) ledger.add(one);
  ledger.settle();
  return { payments, refunds };
}
