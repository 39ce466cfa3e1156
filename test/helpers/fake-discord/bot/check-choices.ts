import type { Form, FormPath } from '../form.ts';
import { checkLocalizations } from './locales.ts';

const maxChoices = 25;

/** Choices of an option, or answers of an autocomplete (Discord: Application Commands, "Choice Structure"). */
export function checkChoices(form: Form, path: FormPath, value: unknown, kind: 'text' | 'number'): void {
  for (const [index, each] of form.list(path, value, maxChoices).entries()) {
    const at = [...path, index];
    const choice = form.object(at, each);
    if (!choice) continue;
    const checkName = (place: FormPath, text: unknown) => void form.text(place, text, 100, 1);
    form.require([...at, 'name'], choice['name']);
    checkName([...at, 'name'], choice['name']);
    checkLocalizations(form, [...at, 'name_localizations'], choice['name_localizations'], checkName);
    form.require([...at, 'value'], choice['value']);
    if (kind === 'text') form.text([...at, 'value'], choice['value'], 100, 1);
    else if (typeof choice['value'] !== 'number') {
      form.refuse([...at, 'value'], 'NUMBER_TYPE_COERCE', `Value "${String(choice['value'])}" is not a number.`);
    }
  }
}
