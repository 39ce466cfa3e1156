import type { Json } from '../lib/json-reader.ts';
import { type Category, categories, categoryOf as categoryOfType } from '../model/category.ts';
import { majorAmount } from '../model/currency.ts';
import { eventInputSchema, typePattern } from '../model/event.ts';
import type { SourceEvent } from '../model/source.ts';
import { categoryByName, eventOf, itemsText, personOf, unknownEvent } from './_event.ts';

// Senders that are free in what they send: what has the form of our own events is taken as such, part by part.

const parts = eventInputSchema.shape;

/** The part of a body under a name, where it is valid as that part of an event. */
function valid<Name extends keyof typeof parts>(body: Json, name: Name): SourceEvent[Name] | undefined {
  const value = body.at(name);
  if (!value.exists) return undefined;
  const parsed = parts[name].safeParse(value.value);
  // Each name has the type of its own schema, which the compiler does not follow through a table.
  return parsed.success ? (parsed.data as SourceEvent[Name]) : undefined;
}

/**
 * An event of a free form: its name as our type where it is one of ours, and what it holds as far as it is said in
 * our words; common words of others (`customer`, `total`, `items`) are understood too.
 */
export function freeEvent(
  source: string,
  name: string | undefined,
  body: Json,
  common: { id?: string | undefined; occurred_at?: string | undefined; category?: Category | undefined },
): SourceEvent {
  const type = ownType(body.text('type')) ?? ownType(name);
  const known = {
    ...common,
    occurred_at: valid(body, 'occurred_at') ?? common.occurred_at,
    severity: valid(body, 'severity'),
    title: valid(body, 'title'),
    description: valid(body, 'description'),
    url: valid(body, 'url'),
    player: personOf(valid(body, 'player') ?? {}) ?? playerOf(body),
    recipient: personOf(valid(body, 'recipient') ?? {}),
    amount: valid(body, 'amount') ?? amountOf(body),
    fields: valid(body, 'fields'),
    application: valid(body, 'application'),
    correlation_id: valid(body, 'correlation_id'),
    data: valid(body, 'data') ?? dataOf(body),
  };
  const category = valid(body, 'category') ?? common.category;
  if (type === undefined) return unknownEvent(source, name, { ...known, category });
  return eventOf({ ...known, type, category: category ?? categoryOfType(type) ?? categoryByName(type) });
}

/** A name in the form of our event types, with a dot in it: a bare word is a platform's own. */
export function ownType(name: string | undefined): string | undefined {
  return name !== undefined && name.length <= 100 && typePattern.test(name) && name.includes('.') ? name : undefined;
}

/** A user name where there is one, else the first name. */
function playerOf(body: Json) {
  const customer = body.at('customer');
  const userName = body.text('player') ?? body.text('username') ?? customer.text('username');
  return personOf({ name: userName ?? customer.text('name')?.split(/\s+/)[0], id: customer.text('id') });
}

/** A decimal text, or a JSON number in the main unit; an integer under `amount` may be either, and is not guessed. */
function amountOf(body: Json) {
  const currency = body.text('currency');
  const total = body.at('total').value ?? body.at('price').value ?? body.at('amount').value;
  if (typeof total === 'number') return body.at('amount').value === total ? undefined : majorAmount(total, currency);
  return typeof total === 'string' ? majorAmount(total, currency) : undefined;
}

const knownData = [
  'id',
  'order_id',
  'invoice_id',
  'transaction_id',
  'plan',
  'package',
  'product',
  'status',
  'reason',
  'server',
  'ends_at',
  'renews_at',
];

function dataOf(body: Json): Record<string, unknown> {
  const simple = knownData.map((key) => [key, body.text(key)] as const);
  const items = itemsText(body.list('items'), (item) => item.text('name') ?? item.text('title'));
  return { ...Object.fromEntries(simple.filter(([, value]) => value !== undefined)), ...(items ? { items } : {}) };
}

/** A category by its word. */
export function categoryNamed(word: string | undefined): Category | undefined {
  return categories.find((one) => one === word);
}
