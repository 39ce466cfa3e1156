import { codePoints, type Form, type FormPath } from './form.ts';
import { isObject, type JsonObject, listOf } from './json.ts';

const type = { row: 1, button: 2, section: 9, textDisplay: 10, container: 17 } as const;
const selects: readonly unknown[] = [3, 5, 6, 7, 8];
const linkStyle = 5;

export interface ComponentRules {
  /** `IS_COMPONENTS_V2` is set. */
  v2: boolean;
  /** The webhook belongs to an application, which may send buttons that talk back. */
  appOwned: boolean;
}

/** Components of a message (Discord: Component Reference; discord.md 2.3). */
export function checkComponents(form: Form, value: unknown, rules: ComponentRules): void {
  const path = ['components'];
  const top = form.list(path, value, rules.v2 ? 40 : 5);
  for (const [index, component] of top.entries()) checkComponent(form, [...path, index], component, rules);
  if (!rules.v2) return;

  if (countNested(top) > 40) form.refuse(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 40 or fewer in length.');
  const texts = textDisplays(top);
  if (texts.reduce((sum, text) => sum + codePoints(text.trim()), 0) > 4000) {
    form.refuse(path, 'COMPONENT_MAX_TOTAL_TEXT_LENGTH', 'Must be 4000 or fewer in total length.');
  }
}

/** More than this answers a plain 500 (discord-api-docs #8554). */
export function breaksDiscord(components: unknown): boolean {
  const texts = textDisplays(listOf(components));
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0) > 10_170;
}

function checkComponent(form: Form, path: FormPath, value: unknown, rules: ComponentRules): void {
  const component = form.object(path, value);
  if (!component) return;
  form.require([...path, 'type'], component['type']);
  if (path.length === 2 && !rules.v2 && component['type'] !== type.row) {
    form.refuse([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1}.');
  }
  if (component['type'] === type.row && listOf(component['components']).length > 5) {
    form.refuse([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  }
  if (component['type'] === type.button) checkButton(form, path, component, rules);
  if (selects.includes(component['type']) && !rules.appOwned) refuseInteractive(form, path);
  for (const [key, children] of childrenOf(component)) {
    for (const [index, child] of children.entries()) {
      checkComponent(form, key === 'accessory' ? [...path, key] : [...path, key, index], child, rules);
    }
  }
}

function checkButton(form: Form, path: FormPath, button: JsonObject, rules: ComponentRules): void {
  form.text([...path, 'label'], button['label'], 80);
  if (button['style'] === linkStyle) {
    form.require([...path, 'url'], button['url']);
    form.text([...path, 'url'], button['url'], 512);
    form.url([...path, 'url'], button['url']);
  } else if (!rules.appOwned) refuseInteractive(form, path);
}

function refuseInteractive(form: Form, path: FormPath): void {
  form.refuse(path, 'BASE_TYPE_CHOICES', 'Only webhooks of an application can send interactive components.');
}

function childrenOf(component: JsonObject): [key: string, children: readonly unknown[]][] {
  const accessory = component['accessory'];
  return [
    ['components', listOf(component['components'])],
    ['accessory', accessory ? [accessory] : []],
  ];
}

function countNested(components: readonly unknown[]): number {
  return components.reduce<number>((sum, component) => {
    if (!isObject(component)) return sum;
    return sum + 1 + childrenOf(component).reduce((inner, [, children]) => inner + countNested(children), 0);
  }, 0);
}

/** The texts of all Text Displays, nested ones included. */
export function textDisplays(components: readonly unknown[]): string[] {
  return components.flatMap((component) => {
    if (!isObject(component)) return [];
    const own = component['type'] === type.textDisplay ? [String(component['content'] ?? '')] : [];
    return [...own, ...childrenOf(component).flatMap(([, children]) => textDisplays(children))];
  });
}
