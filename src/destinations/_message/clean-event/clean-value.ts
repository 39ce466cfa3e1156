import { type Moment, readMoment } from '../../../lib/moment.ts';
import { own } from '../../../looks/value-at.ts';
import { currencyCode } from '../../../model/currency.ts';
import type { LookField } from '../../../model/look.ts';
import { isDecimal } from '../../../model/money.ts';
import type { Cleaner } from './cleaner.ts';
import { nameOf, namesOf } from './name-of.ts';

/** A value of an event in the form in which it is shown. */
export type CleanValue =
  /** A decimal number and its currency of ISO 4217: undefined where the value names none, empty where that is none. */
  | { form: 'amount'; digits: string; currency: string | undefined }
  | { form: 'number'; digits: string }
  | { form: 'time'; moment: Moment }
  | { form: 'duration'; ms: number }
  /** Not empty; of a list a line for each item. */
  | { form: 'text' | 'code' | 'code-block' | 'list' | 'person'; text: string };

/**
 * Reads any JSON as a look wants to show it. What does not have that form is text: a scalar, the name of an object, the
 * names in a list.
 *
 * @param path tells the unit of a duration (`…_ms`)
 * @returns undefined where there is nothing to show
 */
export function cleanValue(
  value: unknown,
  as: LookField['as'],
  path: string,
  cleaner: Cleaner,
): CleanValue | undefined {
  const figure = figureOf(value, as, path);
  if (figure !== undefined) return figure;
  const text = cleaner.text((Array.isArray(value) ? namesOf(value).join('\n') : nameOf(value)) ?? '').trim();
  if (text === '') return undefined;
  const isPlain = as === undefined || as === 'amount' || as === 'number' || as === 'time' || as === 'duration';
  return { form: isPlain ? 'text' : as, text };
}

/** A value of which nothing but digits is shown; undefined where it has no such form. */
function figureOf(value: unknown, as: LookField['as'], path: string): CleanValue | undefined {
  if (as === 'duration' && typeof value === 'number' && value >= 0)
    return { form: 'duration', ms: value * unitOf(path) };
  if (as === 'number') {
    const digits = decimalOf(value);
    return digits === undefined ? undefined : { form: 'number', digits };
  }
  if (as === 'amount') {
    const [inner, amount, currency] = ['value', 'amount', 'currency'].map((key) => own(value, key));
    const digits = [value, inner, amount].map(decimalOf).find((each) => each !== undefined);
    if (digits === undefined) return undefined;
    const code = typeof currency === 'string' ? (currencyCode(currency) ?? '') : undefined;
    return { form: 'amount', digits, currency: code };
  }
  if (as === 'time') {
    const moment = readMoment(value);
    return moment === undefined ? undefined : { form: 'time', moment };
  }
  return undefined;
}

function decimalOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && isDecimal(text) ? text : undefined;
}

function unitOf(path: string): number {
  if (/(?:_ms|Ms|millis(?:econds)?)$/.test(path)) return 1;
  if (/minutes$/i.test(path)) return 60_000;
  if (/hours$/i.test(path)) return 3_600_000;
  return /days$/i.test(path) ? 86_400_000 : 1000;
}
