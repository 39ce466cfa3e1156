import type { Form, FormPath } from '../form.ts';
import { isObject, type JsonObject } from '../json.ts';
import { checkCustomId, checkOptions, isSelect } from './check-parts.ts';

const type = { row: 1, stringSelect: 3, textInput: 4, textDisplay: 10, label: 18 } as const;
const maxText = 4000;

/** The `data` of a modal (Discord: Interactions, "Modal"; discord.md 2.3). */
export function checkModal(form: Form, data: JsonObject): void {
  const path = ['data'];
  form.require([...path, 'custom_id'], data['custom_id']);
  form.text([...path, 'custom_id'], data['custom_id'], 100, 1);
  form.require([...path, 'title'], data['title']);
  form.text([...path, 'title'], data['title'], 45, 1);
  const components = form.list([...path, 'components'], data['components'], 5);
  if (components.length === 0) {
    form.refuse([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  const seen = new Set<unknown>();
  for (const [index, each] of components.entries()) {
    const at = [...path, 'components', index];
    const component = form.object(at, each);
    if (component) checkTop(form, at, component, seen);
  }
}

function checkTop(form: Form, path: FormPath, component: JsonObject, seen: Set<unknown>): void {
  const { type: kind, components, component: inner } = component;
  if (kind === type.textDisplay) {
    form.require([...path, 'content'], component['content']);
    form.text([...path, 'content'], component['content'], maxText, 1);
  } else if (kind === type.label) {
    form.require([...path, 'label'], component['label']);
    form.text([...path, 'label'], component['label'], 45, 1);
    form.text([...path, 'description'], component['description'], 100);
    form.require([...path, 'component'], inner);
    if (isObject(inner)) checkInput(form, [...path, 'component'], inner, seen);
  } else if (kind === type.row) {
    const inputs = form.list([...path, 'components'], components, 1);
    const input = inputs[0];
    if (!isObject(input)) form.refuse([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be 1 in length.');
    else {
      form.require([...path, 'components', 0, 'label'], input['label']);
      form.text([...path, 'components', 0, 'label'], input['label'], 45, 1);
      checkInput(form, [...path, 'components', 0], input, seen);
    }
  } else form.refuse([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 10, 18}.');
}

function checkInput(form: Form, path: FormPath, input: JsonObject, seen: Set<unknown>): void {
  checkCustomId(form, path, input, seen);
  form.boolean([...path, 'required'], input['required']);
  if (input['type'] === type.textInput) checkTextInput(form, path, input);
  else if (input['type'] === type.stringSelect) checkOptions(form, path, input);
  else if (!isSelect(input['type']))
    form.refuse([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {3 to 8}.');
}

function checkTextInput(form: Form, path: FormPath, input: JsonObject): void {
  if (input['style'] !== 1 && input['style'] !== 2) {
    form.refuse([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  }
  form.text([...path, 'placeholder'], input['placeholder'], 100);
  form.integer([...path, 'min_length'], input['min_length'], maxText);
  form.integer([...path, 'max_length'], input['max_length'], maxText);
  const most = typeof input['max_length'] === 'number' ? input['max_length'] : maxText;
  const least = typeof input['min_length'] === 'number' ? input['min_length'] : 0;
  form.text([...path, 'value'], input['value'], most);
  if (least > most) form.refuse([...path, 'min_length'], 'NUMBER_TYPE_MAX', `int value should be at most ${most}.`);
}
