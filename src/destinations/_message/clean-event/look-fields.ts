import { withoutEmphasis } from '../../../discord/markdown.ts';
import { oneLine } from '../../../lib/text.ts';
import { pathsOf } from '../../../looks/catalogue.ts';
import { isHidden } from '../../../looks/hidden.ts';
import type { ChosenLook } from '../../../looks/look-for.ts';
import { isUnder, valueAt } from '../../../looks/value-at.ts';
import type { Event } from '../../../model/event.ts';
import type { LookField } from '../../../model/look.ts';
import type { CleanField } from './clean-field.ts';
import { cleanValue } from './clean-value.ts';
import type { Cleaner } from './cleaner.ts';
import { readableKey } from './readable-key.ts';

/** A field that the look wants, with the first of its values that is there and may be shown. */
export interface CleanLookField extends CleanField {
  /** The place of the value in the event. */
  path: string;
}

const amountField: LookField = { label: 'Amount', from: 'amount', as: 'amount' };

/**
 * The fields of the look in order; the amount first where the look does not place it, and no value serves two fields.
 * Of a list that the store made, each field stands as it says.
 */
export function lookFields(event: Event, look: ChosenLook, cleaner: Cleaner): CleanLookField[] {
  const { fields: wanted, isListed, hide } = look;
  const hasAmount = isListed || wanted.some((field) => pathsOf(field).includes('amount'));
  const taken = new Set<string>();
  const fields: CleanLookField[] = [];
  for (const { label, from, as, inline = true } of hasAmount ? wanted : [amountField, ...wanted]) {
    for (const path of pathsOf({ from })) {
      const name = label ?? labelOf(path);
      if (isHidden(hide, path, name) || (!isListed && isUnder(path, taken))) continue;
      const raw = valueAt(event, path);
      if (raw === undefined || raw === null || !cleaner.allows(path)) continue;
      const value = cleanValue(raw, as, path, cleaner);
      if (value === undefined) continue;
      taken.add(path);
      const mayRepeat = isListed || as !== undefined;
      fields.push({ label: oneLine(name), path, value, inline, origin: 'look', mayRepeat });
      break;
    }
  }
  return fields;
}

/** The label of a field that has none: the last key of its path, or what the sender called it. */
function labelOf(path: string): string {
  if (path.startsWith('fields.')) return withoutEmphasis(path.slice('fields.'.length));
  return readableKey(path.slice(path.lastIndexOf('.') + 1));
}
