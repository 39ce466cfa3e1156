import { breakEveryone } from '../../../discord/markdown.ts';
import { oneLine } from '../../../lib/text.ts';
import type { CleanEvent } from '../clean-event/clean-event.ts';
import type { CleanField } from '../clean-event/clean-field.ts';
import { addExtraFields } from './extra-fields.ts';
import { addField, type Field, type FieldList } from './field-list.ts';
import { fieldValue } from './field-value.ts';

/** The fields of an event: those that somebody wants, then what else its data tells. Nothing twice. */
export function fieldsOf(event: CleanEvent): Field[] {
  const list: FieldList = { fields: [], labels: new Set(), texts: textsElsewhere(event) };
  for (const field of event.fields.wanted) {
    const value = fieldValue(field.value, event);
    if (!isTwice(field, value.text, list)) addField(list, field, value);
  }
  addExtraFields(list, event);
  return list.fields;
}

/** The texts that the message shows outside of its fields. */
function textsElsewhere({ senderTitle, player, recipient, application, storeName, description }: CleanEvent) {
  const lines = [oneLine(senderTitle), player?.name ?? '', recipient?.name ?? '', application, storeName];
  return new Set([...lines.map(breakEveryone), description]);
}

/** True of a field that the message holds already; a short text stands elsewhere by chance. */
function isTwice({ label, origin, mayRepeat }: CleanField, text: string, list: FieldList): boolean {
  if (mayRepeat || !list.texts.has(text)) return false;
  if (origin === 'look') return text.length > 3;
  return origin === 'id' || list.labels.has(label.toLowerCase());
}
