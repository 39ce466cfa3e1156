import { embedLimits } from '../../../discord/limits.ts';
import type { EmbedField } from '../../../discord/message.ts';
import { countCodePoints } from '../../../lib/text.ts';
import { escapedText } from '../lay-out/escaped-text.ts';
import type { Field } from '../lay-out/field-list.ts';
import type { CutText } from './full-text-file.ts';

export interface FittedFields {
  fields: EmbedField[];
  /** Code points. */
  size: number;
  cut: CutText[];
}

/** A field with less room than this for its value is left to the file. */
const leastValue = 40;

/** The first fields that fit into the room: what comes first matters most. */
export function fitFields(fields: readonly Field[], room: number, keepEnd: boolean): FittedFields {
  const fitted: FittedFields = { fields: [], size: 0, cut: [] };
  for (const { name, value, inline } of fields) {
    const left = room - fitted.size - countCodePoints(name);
    const isFull = fitted.fields.length === embedLimits.fields || left < leastValue;
    const fits = countCodePoints(value.markdown) <= left;
    if (value.isCut || isFull || !fits) fitted.cut.push({ heading: name, text: value.text });
    if (isFull) continue;
    const max = Math.min(left, embedLimits.fieldValue);
    const { markdown } = fits ? value : escapedText(value.text, max, keepEnd);
    fitted.fields.push({ name, value: markdown, inline });
    fitted.size += countCodePoints(name) + countCodePoints(markdown);
  }
  return fitted;
}
