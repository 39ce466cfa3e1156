import { hash } from 'node:crypto';
import { humanise } from '../lib/humanise.ts';
import type { Json } from '../lib/json-reader.ts';
import type { Category } from '../model/category.ts';
import type { Person } from '../model/event.ts';
import type { SourceEvent } from '../model/source.ts';
import { isEmail } from './_fields.ts';

export { humanise };

/** The parts of a value, each of which may be missing or undefined. */
export type Optional<Value> = { [Key in keyof Value]?: Value[Key] | undefined };

/** An event without its absent parts; an object in it whose parts are all absent is absent. */
export function eventOf(parts: Optional<Omit<SourceEvent, 'type'>> & { type: string }): SourceEvent {
  const { data, ...rest } = { ...parts, ...textOfMore(parts) };
  const kept = data === undefined ? {} : present(data);
  const event = { ...present(rest), type: parts.type, ...(Object.keys(kept).length === 0 ? {} : { data: kept }) };
  return moneyBack.test(event.type) ? { ...event, ...withoutSign(event) } : event;
}

/** As many as an event may have (model/event.ts). */
const mostFields = 25;

/** Fields beyond those that an event may have are lines of its text. */
function textOfMore({ description, fields = [] }: Optional<SourceEvent>): Optional<SourceEvent> {
  if (fields.length <= mostFields) return {};
  const more = fields.slice(mostFields).map(({ name, value }) => `${name}: ${value}`);
  const text = [description, more.join('\n')].filter(Boolean).join('\n\n');
  return { fields: fields.slice(0, mostFields), description: text.slice(0, 200_000) };
}

/** Types that say themselves that money went back: a minus as well, as some platforms write it, would say it twice. */
const moneyBack = /refund|revers|dispute|chargeback/;

function withoutSign({ amount }: Pick<SourceEvent, 'amount'>): Pick<SourceEvent, 'amount'> {
  return amount?.value.startsWith('-') ? { amount: { ...amount, value: amount.value.slice(1) } } : {};
}

function present<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  // The compiler does not see that what is undefined was left out.
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

/** A person, where there is a name that is no e-mail address; web addresses that are none are left out. */
export function personOf(parts: Optional<Person>): Person | undefined {
  const { name, id, avatar_url, profile_url } = parts;
  if (name === undefined || isEmail(name)) return undefined;
  return present({
    name: name.slice(0, 256),
    id: id?.slice(0, 256),
    avatar_url: webUrl(avatar_url),
    profile_url: webUrl(profile_url),
  });
}

/** The text, where it is a web address that a message may link to. */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2_048 || !URL.canParse(text)) return undefined;
  return /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

/**
 * The idempotency key of an event: `tebex:5b0f7a52…`. A key that is long or not plain ASCII is hashed.
 *
 * @returns undefined where a part is missing: an event without a key is never taken for another one.
 */
export function keyOf(source: string, ...parts: readonly (string | undefined)[]): string | undefined {
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
  const key = `${source}:${parts.join(':')}`;
  return key.length <= 255 && /^[\x20-\x7e]+$/.test(key) ? key : `${source}:${hash('sha256', key)}`;
}

/** The key of something that has no id of its own: a hash of its bytes. */
export function keyOfBytes(source: string, name: string, body: Buffer): string {
  return `${source}:${hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), body]))}`;
}

/** The correlation id of events that belong together: `tebex:tbx-123`; undefined where a part is missing. */
export function correlationOf(source: string, ...parts: readonly (string | undefined)[]): string | undefined {
  return keyOf(source, ...parts);
}

/** A platform's word as a part of our types: `ON_ORDER_COMPLETED` → `on_order_completed`, `a/b c` → `a_b_c`. */
export function slugOf(word: string): string {
  const slug = word
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 60)
    .replace(/[._-]+$/g, '');
  return slug === '' ? 'event' : slug;
}

/** The category of an event type that nobody has described, by the words in its name. */
export function categoryByName(name: string): Category {
  const word = name.toLowerCase().replace(/^on[_.-]/, '');
  if (/fail|error|declin/.test(word)) return 'errors';
  if (/^(recurring[-_]payment|subscription|membership|pledge|trial)/.test(word)) return 'subscriptions';
  if (/^(payment|order|charge|invoice|checkout|refund)/.test(word)) return 'transactions';
  return 'processing';
}

/** The entry of a table under a platform's word; words such as `toString` have none. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string | undefined): Value | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** An event of a type that the source does not know: told by its name, never an error. */
export function unknownEvent(source: string, name: string | undefined, parts: Optional<SourceEvent> = {}): SourceEvent {
  const word = name ?? 'unknown event';
  const category = parts.category ?? categoryByName(word);
  const title = parts.title ?? humanise(word);
  return eventOf({ ...parts, category, title, type: `${source}.${slugOf(word)}` });
}

/** The values that a platform sends beside those that are taken: nothing that it says is lost. */
export function restOf(body: Json, taken: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(body.entries().flatMap(([key, { value }]) => (taken.includes(key) ? [] : [[key, value]])));
}

/** `3× Treasure Key, VIP`: names with their quantities, where there are any. */
export function itemsText(
  items: readonly Json[],
  nameOf: (item: Json) => string | undefined,
  quantityOf: (item: Json) => number | undefined = (item) => item.number('quantity'),
): string | undefined {
  const names = items.flatMap((item) => {
    const name = nameOf(item);
    const quantity = quantityOf(item) ?? 1;
    return name === undefined ? [] : [quantity > 1 ? `${quantity}× ${name}` : name];
  });
  return names.length === 0 ? undefined : names.join(', ');
}
