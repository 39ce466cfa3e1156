import type { ChosenLook } from '../../../looks/look-for.ts';
import { isUnder, valueAt } from '../../../looks/value-at.ts';
import type { Event } from '../../../model/event.ts';
import type { LookField } from '../../../model/look.ts';
import type { CleanField } from './clean-field.ts';
import { cleanValue } from './clean-value.ts';
import type { Cleaner } from './cleaner.ts';

/** A field that the look wants, with the first of its values that is there and may be shown. */
export interface CleanLookField extends CleanField {
  /** The place of the value in the event. */
  path: string;
}

const amountField: LookField = { label: 'Amount', from: 'amount', as: 'amount' };

/** The fields of the look in order; the amount first where the look does not place it. No value serves two fields. */
export function lookFields(event: Event, look: ChosenLook, cleaner: Cleaner): CleanLookField[] {
  const wanted = look.fields ?? [];
  const hasAmount = wanted.some(({ from }) => pathsOf(from).includes('amount'));
  const taken = new Set<string>();
  const fields: CleanLookField[] = [];
  for (const { label, from, as, inline = true } of hasAmount ? wanted : [amountField, ...wanted]) {
    if (look.hide.has(label)) continue;
    for (const path of pathsOf(from)) {
      if (isUnder(path, look.hide) || isUnder(path, taken)) continue;
      const raw = valueAt(event, path);
      if (raw === undefined || raw === null || !cleaner.allows(path)) continue;
      const value = cleanValue(raw, as, path, cleaner);
      if (value === undefined) continue;
      taken.add(path);
      fields.push({ label: cleaner.line(label), path, value, inline, origin: 'look', mayRepeat: as !== undefined });
      break;
    }
  }
  return fields;
}

function pathsOf(from: LookField['from']): readonly string[] {
  return typeof from === 'string' ? [from] : from;
}
