import { embedLimits } from '../../../discord/limits.ts';
import { withoutEmphasis } from '../../../discord/markdown.ts';
import { cut } from '../../../lib/text.ts';
import type { CleanField } from '../clean-event/clean-field.ts';
import type { FieldValue } from './field-value.ts';

/** One field of an embed before it is known how much room there is. */
export interface Field {
  name: string;
  value: FieldValue;
  inline: boolean;
}

/** The fields of an embed in the making, and what must not come a second time. */
export interface FieldList {
  fields: Field[];
  /** In lower case. */
  labels: Set<string>;
  /** Plain texts that the message shows already. */
  texts: Set<string>;
}

/** The longest value that fits beside others. */
const maxInline = 80;

/** More lines, or a word that would break in the middle where three values share a line of Discord. */
const unfit = /\n|\S{29}/;

/** Adds a field and remembers what it shows. */
export function addField(list: FieldList, { label, inline, origin }: CleanField, value: FieldValue): void {
  const name = cut(origin === 'look' ? label : withoutEmphasis(label), embedLimits.fieldName).trim();
  const fits = value.text.length <= maxInline && !unfit.test(value.text);
  list.fields.push({ name: name === '' ? '·' : name, value, inline: inline && fits });
  list.labels.add(label.toLowerCase());
  list.texts.add(value.text);
}
