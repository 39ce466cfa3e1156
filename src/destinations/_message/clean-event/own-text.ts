import { fillTemplate, isTemplate } from '../../../lib/template.ts';
import { commonField } from '../../../looks/names.ts';
import type { Event } from '../../../model/event.ts';
import type { Store } from '../../../model/store.ts';
import type { Cleaner } from './cleaner.ts';
import { dropEmptyTags } from './drop-empty-tags.ts';
import { formOf } from './extra-fields.ts';
import type { OwnText } from './own-part.ts';
import { commonValue, templateScope } from './template-scope.ts';
import { templateValue } from './template-value.ts';

/**
 * A text that the store set, with the event's values in it. What its tags leave behind that have no value (a label, a
 * pair of asterisks) goes with them.
 *
 * @returns undefined where there is none, or where it cannot be filled in
 */
export function ownText(text: string | undefined, event: Event, store: Store, cleaner: Cleaner): OwnText | undefined {
  if (text === undefined) return undefined;
  if (!isTemplate(text)) return { parts: [{ own: text }], unfilled: [] };
  const filled = fillTemplate(text, templateScope(event, store, cleaner, text));
  if (filled === undefined) return undefined;
  const parts = filled.map((part) => {
    if ('own' in part) return part;
    const { tag } = part;
    const path = commonValue(event, tag, cleaner)?.path ?? tag;
    return { tag, value: templateValue(part.value, asOf(tag, part.value), path, cleaner) };
  });
  const unfilled = parts.flatMap((part) => ('tag' in part && part.value === undefined ? [part.tag] : []));
  return { parts: dropEmptyTags(parts), unfilled: [...new Set(unfilled)] };
}

/** The form of a value by the path that its tag consists of; a filter has given it another one. */
function asOf(tag: string, value: unknown) {
  if (!/^[\w.[\]-]+$/.test(tag)) return undefined;
  return commonField(tag)?.as ?? formOf(tag.slice(tag.lastIndexOf('.') + 1), value);
}
