import { nearestWord } from '../lib/did-you-mean.ts';
import { categories } from './category.ts';
import { typePattern } from './event.ts';

/** A key that is none, with the known name that was likely meant. */
type EventKey = { ok: true } | { ok: false; nearest: string | undefined };

/**
 * The check of a text by which events are chosen: one of some names, `*`, an event type such as `payment.completed`, or a
 * pattern such as `payment.*`. A single word that is nearly one of the names is taken for a misspelt one, and the
 * category that nobody chooses, `other`, for the default.
 */
export function checkEventKey(key: string, names: readonly string[]): EventKey {
  if (names.includes(key) || key === '*') return { ok: true };
  if (key === 'other') return { ok: false, nearest: names.find((name) => name === 'default') };
  const isType = key.length <= 100 && typePattern.test(key.replace(/\.\*$/, ''));
  const nearest = key.includes('.') ? undefined : nearestWord(key, names);
  return isType && nearest === undefined ? { ok: true } : { ok: false, nearest };
}

/** The keys of routes beside event types and patterns. */
export const routeNames: readonly string[] = ['default', ...categories];

/** The form of the key of a route, for messages. */
export const routeKeyForm = `default, a category (${categories.join(', ')}), or an event type such as payment.completed or payment.*`;
