import { type Form, type FormPath, isSnowflake } from '../form.ts';
import { isObject, type JsonObject, listOf } from '../json.ts';

const type = { row: 1, button: 2, stringSelect: 3 } as const;
/** Those that fill themselves: users, roles, both, channels. */
const otherSelects: readonly unknown[] = [5, 6, 7, 8];
const style = { link: 5, premium: 6 } as const;
const maxOptions = 25;

/**
 * What interactive components of a message must keep, beyond what `checkComponents` asks of all (Discord: Component
 * Reference; discord.md 2.3).
 */
export function checkParts(form: Form, value: unknown): void {
  const seen = new Set<unknown>();
  walk(listOf(value), ['components'], (component, path) => {
    if (component['type'] === type.row) checkRow(form, path, component);
    if (component['type'] === type.button) checkButton(form, path, component, seen);
    if (isSelect(component['type'])) checkSelect(form, path, component, seen);
  });
}

/** A `custom_id`: there, 1 to 100 characters, and nowhere else in the message. */
export function checkCustomId(form: Form, path: FormPath, component: JsonObject, seen: Set<unknown>): void {
  const customId = component['custom_id'];
  form.require([...path, 'custom_id'], customId);
  form.text([...path, 'custom_id'], customId, 100, 1);
  if (seen.has(customId)) {
    form.refuse([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  if (customId !== undefined) seen.add(customId);
}

/** The options of a select of texts. */
export function checkOptions(form: Form, path: FormPath, select: JsonObject): void {
  const options = form.list([...path, 'options'], select['options'], maxOptions);
  if (options.length === 0) {
    form.refuse([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${maxOptions} in length.`);
  }
  const values = new Set<unknown>();
  for (const [index, each] of options.entries()) {
    const at = [...path, 'options', index];
    const option = form.object(at, each);
    if (!option) continue;
    for (const key of ['label', 'value']) {
      form.require([...at, key], option[key]);
      form.text([...at, key], option[key], 100, 1);
    }
    form.text([...at, 'description'], option['description'], 100);
    if (values.has(option['value'])) {
      form.refuse(
        [...at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(option['value']);
  }
  const most = form.problems.length === 0 ? options.length : maxOptions;
  checkCount(form, path, select, 'min_values', 0, most);
  checkCount(form, path, select, 'max_values', 1, most);
}

export function isSelect(value: unknown): boolean {
  return value === type.stringSelect || otherSelects.includes(value);
}

function walk(
  components: readonly unknown[],
  path: FormPath,
  visit: (component: JsonObject, path: FormPath) => void,
): void {
  for (const [index, component] of components.entries()) {
    if (!isObject(component)) continue;
    const at = [...path, index];
    visit(component, at);
    walk(listOf(component['components']), [...at, 'components'], visit);
    if (isObject(component['accessory'])) visit(component['accessory'], [...at, 'accessory']);
  }
}

function checkRow(form: Form, path: FormPath, row: JsonObject): void {
  const children = listOf(row['components']).filter(isObject);
  if (children.length === 0) {
    form.refuse([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  const selects = children.filter((child) => isSelect(child['type'])).length;
  if (selects > 0 && children.length > 1) {
    form.refuse(
      [...path, 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'The specified component exceeds the maximum width',
    );
  }
  for (const [index, child] of children.entries()) {
    if (child['type'] === type.button || isSelect(child['type'])) continue;
    form.refuse(
      [...path, 'components', index, 'type'],
      'BASE_TYPE_CHOICES',
      'Value must be one of {2, 3, 5, 6, 7, 8}.',
    );
  }
}

function checkButton(form: Form, path: FormPath, button: JsonObject, seen: Set<unknown>): void {
  form.require([...path, 'style'], button['style']);
  form.boolean([...path, 'disabled'], button['disabled']);
  if (button['style'] === style.premium) return;
  if (!button['label'] && !isObject(button['emoji'])) {
    form.refuse(path, 'BUTTON_COMPONENT_INVALID_EMPTY', 'A button must have a label or an emoji');
  }
  if (button['style'] !== style.link) checkCustomId(form, path, button, seen);
  else if (button['custom_id'] !== undefined) {
    form.refuse(
      path,
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    );
  }
}

function checkSelect(form: Form, path: FormPath, select: JsonObject, seen: Set<unknown>): void {
  checkCustomId(form, path, select, seen);
  form.text([...path, 'placeholder'], select['placeholder'], 150);
  form.boolean([...path, 'disabled'], select['disabled']);
  if (select['type'] === type.stringSelect) checkOptions(form, path, select);
  for (const [index, each] of form.list([...path, 'default_values'], select['default_values'], maxOptions).entries()) {
    if (!isObject(each) || !isSnowflake(each['id']))
      form.snowflake([...path, 'default_values', index, 'id'], undefined);
  }
}

function checkCount(form: Form, path: FormPath, select: JsonObject, key: string, min: number, max: number): void {
  const value = select[key];
  form.integer([...path, key], value, max);
  if (typeof value === 'number' && value < min) {
    form.refuse([...path, key], 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`);
  }
}
