import { embedLimits } from '../../../discord/limits.ts';
import type { CleanEvent } from '../clean-event/clean-event.ts';
import { addField, type FieldList } from './field-list.ts';
import { fieldValue } from './field-value.ts';

/** The rest is a look into the data, not the data: the log holds all of it. */
const maxExtraFields = 9;
const maxLength = 200;

/** Adds what the event's data tells beside, where neither its label nor its text is shown already. */
export function addExtraFields(list: FieldList, event: CleanEvent): void {
  const most = Math.min(list.fields.length + maxExtraFields, embedLimits.fields);
  for (const field of event.fields.extra) {
    if (list.fields.length >= most) return;
    if (list.labels.has(field.label.toLowerCase())) continue;
    const value = fieldValue(field.value, event, maxLength);
    const isTwice = value.text.length > 3 && list.texts.has(value.text);
    if (!isTwice) addField(list, field, value);
  }
}
