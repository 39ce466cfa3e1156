import { own } from '../../../looks/value-at.ts';
import { currencyCode } from '../../../model/currency.ts';
import type { LookField } from '../../../model/look.ts';
import { isDecimal } from '../../../model/money.ts';
import { type CleanValue, cleanValue } from './clean-value.ts';
import type { Cleaner } from './cleaner.ts';
import { scalarText } from './name-of.ts';
import { readableKey } from './readable-key.ts';

const mostParts = 10;

/**
 * A value as people write it within a sentence: money, a name, the names of a list. Never JSON.
 *
 * @param as the form that is known of it; undefined: what it looks like
 * @param path tells the unit of a duration
 * @returns undefined where there is nothing to show
 */
export function templateValue(
  value: unknown,
  as: LookField['as'],
  path: string,
  cleaner: Cleaner,
): CleanValue | undefined {
  const form = isMoney(value) ? 'amount' : as;
  const clean = cleanValue(value, form, path, cleaner) ?? cleanValue(partsOf(value), undefined, path, cleaner);
  return clean !== undefined && 'text' in clean ? { form: 'text', text: withinSentence(value, clean.text) } : clean;
}

function isMoney(value: unknown): boolean {
  const [digits, currency] = [own(value, 'value') ?? own(value, 'amount'), own(value, 'currency')];
  return isDecimal(String(digits)) && typeof currency === 'string' && currencyCode(currency) !== undefined;
}

/** The scalars of an object that has no name: `Width: 3, height: 4`. */
function partsOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const text = scalarText(part)?.trim() ?? '';
    return text === '' ? [] : [`${readableKey(key)}: ${text}`];
  });
  return parts.slice(0, mostParts).join(', ');
}

/** Names of a list stand in a row; a name is one line. */
function withinSentence(value: unknown, text: string): string {
  if (Array.isArray(value)) {
    const names = text.split('\n').filter((name) => name !== '');
    const more = names.length - mostParts;
    return [...names.slice(0, mostParts), ...(more > 0 ? [`… and ${more} more`] : [])].join(', ');
  }
  return typeof value === 'object' ? text.replace(/\s*\n\s*/g, ' ') : text;
}
