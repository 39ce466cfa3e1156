import { isHidden } from '../../../looks/hidden.ts';
import { isUnder } from '../../../looks/value-at.ts';
import type { Amount, Event } from '../../../model/event.ts';
import type { LookField } from '../../../model/look.ts';
import type { CleanField } from './clean-field.ts';
import { type CleanValue, cleanValue } from './clean-value.ts';
import type { Cleaner } from './cleaner.ts';
import { readableKey } from './readable-key.ts';

const maxKeys = 200;

/** Keys of no use to a reader, or shown in another form. */
const dull =
  /^(?:object|livemode|live_mode|test|type|event|event_type|event_id|webhook_id|currency|locale|language|time_?zone|version_hash|hash|checksum|nonce|color|colour|store|store_id|user_agent|variables)$|avatar|image|icon|logo|thumbnail|picture|_url$|Url$|^url$|^uri$|^href$|^links?$|^stack|trace$|^stack_?trace$|^created(?:_at)?$|^updated(?:_at)?$|^timestamp$|^date$/;
/** A platform's own event is for templates: what of it is worth a line stands beside it. */
const original = 'data.original';
const momentKey = /(?:^since|_at|At|_on|_until|_date|_time)$/;
const moneyKey = /^(?:amount|price|total|subtotal|paid|price_paid|total_price|value|sum|gross)$/;

/**
 * The values among the first keys of an event's data that tell a reader something: scalars, lists, amounts and, one
 * level down, the values of objects. Each is cleaned when it is read: a message shows a few of hundreds.
 *
 * @param hide what the look hides
 * @param taken paths of what is shown already
 */
export function extraFields(
  event: Event,
  hide: ReadonlySet<string>,
  taken: ReadonlySet<string>,
  cleaner: Cleaner,
): Iterable<CleanField> {
  const { data = {}, amount } = event;
  return { [Symbol.iterator]: () => fieldsIn(data, 'data', [], { amount, hide, taken, cleaner, keys: 0 }) };
}

interface Walk {
  amount: Amount | undefined;
  hide: ReadonlySet<string>;
  taken: ReadonlySet<string>;
  cleaner: Cleaner;
  /** The number of keys looked at. */
  keys: number;
}

function* fieldsIn(object: object, path: string, above: readonly string[], walk: Walk): Generator<CleanField> {
  const { hide, taken, cleaner } = walk;
  for (const [key, value] of Object.entries(object)) {
    walk.keys += 1;
    if (walk.keys > maxKeys) return;
    const here = `${path}.${key}`;
    if (here === original && typeof value === 'object') continue;
    if (value === null || value === '' || dull.test(key) || !cleaner.allows(key) || isUnder(here, taken)) continue;
    if (isUnder(here, hide)) continue;
    if (hasSeveralValues(value)) {
      if (above.length === 0) yield* fieldsIn(value, here, [key], walk);
      continue;
    }
    const label = readableKey(cleaner.text([...above, key].join(' ')));
    if (label === '' || isHidden(hide, here, label)) continue;
    const shown = cleanValue(value, formOf(key, value), here, cleaner);
    if (shown === undefined || isEventAmount(key, shown, walk.amount)) continue;
    yield { label, value: shown, inline: true, origin: 'data', mayRepeat: false };
  }
}

/** An object that is no amount: a decimal text and its currency. */
function hasSeveralValues(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !('value' in value && 'currency' in value && Object.keys(value).length === 2);
}

/** The form of a value that only its key tells. */
export function formOf(key: string, value: unknown): LookField['as'] {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'amount';
  return momentKey.test(key) ? 'time' : 'text';
}

/** A value that only repeats the event's amount. */
function isEventAmount(key: string, value: CleanValue, amount: Amount | undefined): boolean {
  if (amount === undefined || value.form !== 'text' || !moneyKey.test(key)) return false;
  return Number(value.text) === Number(amount.value);
}
