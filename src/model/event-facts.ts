import type { EventCategory } from './category.ts';
import type { Amount, Event, Person, Severity } from './event.ts';
import { isDecimal } from './money.ts';
import { isTestEvent } from './test-event.ts';

/** The facts that statistics need of an event, and nothing that is large. */
export interface EventFacts {
  type: string;
  category: EventCategory;
  severity: Severity;
  /** Epoch milliseconds. */
  occurredAt: number;
  /** Epoch milliseconds. */
  acceptedAt: number;
  /** Epoch milliseconds: the time for which figures count it. */
  countedAt: number;
  amount?: Amount | undefined;
  /** Names. */
  player?: string | undefined;
  recipient?: string | undefined;
  /** The goods, in words: `VIP`, `3× Key`, `VIP, 3× Key`. */
  package?: string | undefined;
  /** The platform's id of the payment. */
  transaction?: string | undefined;
  correlationId?: string | undefined;
  application?: string | undefined;
  /** The amount that was paid, of a refund that tells it. */
  whole?: Amount | undefined;
  /** Made to try things: no figure counts it. */
  isTest: boolean;
  /** No money moved: a test, the start of a trial. */
  isUnpaid: boolean;
}

/** The facts of an event in which a player has a part. */
export interface PlayerFacts extends EventFacts {
  /** `evt_…` */
  id: string;
  isBuyer: boolean;
  isRecipient: boolean;
}

/** The keys under which platforms name the goods; the first that is there counts. */
const packageKeys = [
  'packages',
  'package',
  'products',
  'product',
  'items',
  'line_items',
  'item',
  'plan',
  'package_name',
  'product_name',
  'product_title',
  'item_name',
  'plan_name',
  'tier',
  'tier_name',
  'level',
  'membership',
];
const nameKeys = ['name', 'title', 'product_name', 'package_name', 'item_name', 'product', 'package'];
const transactionKeys = ['transaction_id', 'payment_id', 'transaction', 'payment', 'txn_id'];

const longestName = 200;
const mostItems = 20;

export function factsOf(event: Event): EventFacts {
  const { type, category, severity, occurredAt, acceptedAt, amount, application, correlationId } = event;
  const data = event.data ?? {};
  return {
    type,
    category,
    severity,
    occurredAt,
    acceptedAt,
    countedAt: countedAt(event),
    amount,
    player: event.player?.name,
    recipient: event.recipient?.name,
    package: goodsOf(data),
    transaction: firstOf(data, transactionKeys, scalarOf),
    correlationId,
    application,
    whole: wholeOf(data),
    isTest: isTestEvent(event),
    isUnpaid: isUnpaid(event),
  };
}

/** The time when it happened. Nothing happens after it was accepted, whatever the clock of its sender says. */
export function countedAt({ occurredAt, acceptedAt }: Pick<Event, 'occurredAt' | 'acceptedAt'>): number {
  return Math.min(occurredAt, acceptedAt);
}

/** The goods that the data of an event names, in words: `VIP`, `3× Key`, `VIP, 3× Key`. */
export function goodsOf(data: Readonly<Record<string, unknown>>): string | undefined {
  return firstOf(data, packageKeys, namesIn);
}

/** The facts of an event for a player of that name or id; undefined where the player has no part in it. */
export function playerFactsOf(event: Event, nameOrId: string): PlayerFacts | undefined {
  const isBuyer = isPerson(event.player, nameOrId);
  const isRecipient = isPerson(event.recipient, nameOrId);
  return isBuyer || isRecipient ? { ...factsOf(event), id: event.id, isBuyer, isRecipient } : undefined;
}

/** A name as names are compared: games do not tell apart what differs in upper and lower case. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** True for a person of that name or id. */
export function isPerson(person: Person | undefined, nameOrId: string): boolean {
  return person !== undefined && (foldName(person.name) === foldName(nameOrId) || person.id === nameOrId);
}

function firstOf(
  data: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  read: (value: unknown) => string | undefined,
): string | undefined {
  for (const key of keys) {
    const text = Object.hasOwn(data, key) ? read(data[key]) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function scalarOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim().slice(0, longestName) : undefined;
}

/** The names in a value: a text, an object with a name and a quantity, or a list of those. */
function namesIn(value: unknown): string | undefined {
  if (!Array.isArray(value)) return nameOf(value);
  const names = value.slice(0, mostItems).flatMap((item) => nameOf(item) ?? []);
  return names.length === 0 ? undefined : names.join(', ').slice(0, longestName);
}

function nameOf(value: unknown, depth = 2): string | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return scalarOf(value);
  const parts = new Map(Object.entries(value));
  for (const key of nameKeys) {
    const name = nameOf(parts.get(key), depth - 1);
    if (name === undefined) continue;
    const quantity = Number(parts.get('quantity') ?? parts.get('qty') ?? 1);
    return Number.isSafeInteger(quantity) && quantity > 1 ? `${quantity}× ${name}` : name;
  }
  return undefined;
}

/**
 * The total of one payment; a subscription's refunds are of several. Senders write there what they like: only an amount
 * is one.
 */
function wholeOf(data: Readonly<Record<string, unknown>>): Amount | undefined {
  const total = data['total'];
  if (typeof total !== 'object' || total === null || data['subscription_id'] !== undefined) return undefined;
  const value: unknown = Reflect.get(total, 'value');
  const currency: unknown = Reflect.get(total, 'currency');
  return typeof value === 'string' && isDecimal(value) && typeof currency === 'string'
    ? { value, currency }
    : undefined;
}

/** Trials have titles of the sources. */
function isUnpaid(event: Event): boolean {
  const { title, type, category, matchedBy } = event;
  // A sender for other categories tells of no money, whatever word it chose.
  if (matchedBy === 'category' && category !== 'transactions') return true;
  if (isTestEvent(event)) return true;
  return type.startsWith('subscription.') && title !== undefined && /^trial\b/i.test(title);
}
