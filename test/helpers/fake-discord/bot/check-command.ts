import { codePoints, Form, type FormPath } from '../form.ts';
import { isObject, type JsonObject, listOf } from '../json.ts';
import { invalidForm, type Reply } from '../reply.ts';
import { checkChoices } from './check-choices.ts';
import { checkLocalizations } from './locales.ts';

const type = { subcommand: 1, group: 2, string: 3, integer: 4, channel: 7, number: 10, attachment: 11 } as const;
const numeric: readonly unknown[] = [type.integer, type.number];
const withAutocomplete: readonly unknown[] = [type.string, ...numeric];
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const maxOptions = 25;
const maxCommands = { 1: 100, 2: 15, 3: 15 } as const;
const maxCharacters = 8000;

/** Why Discord would refuse a whole list of commands, or undefined (Discord: Application Commands; discord.md 4.1). */
export function checkCommands(body: unknown): Reply | undefined {
  const form = new Form();
  const commands = form.list([], body, 130);
  for (const [index, each] of commands.entries()) {
    const command = form.object([index], each);
    if (command) checkCommand(form, [index], command);
  }
  for (const [kind, max] of Object.entries(maxCommands)) {
    const ofKind = commands.filter((each) => isObject(each) && String(each['type'] ?? 1) === kind);
    if (ofKind.length > max) {
      form.refuse([], 'APPLICATION_COMMANDS_MAX', `Maximum number of application commands reached (${max}).`);
    }
    checkUnique(form, [], ofKind, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
  }
  return form.problems.length > 0 ? invalidForm(form.problems, false) : undefined;
}

function checkCommand(form: Form, path: FormPath, command: JsonObject): void {
  form.require([...path, 'name'], command['name']);
  if ((command['type'] ?? 1) !== 1) {
    form.text([...path, 'name'], command['name'], 32, 1);
    return;
  }
  checkTexts(form, path, command);
  checkOptions(form, path, command['options'], 0);
  const needed = command['default_member_permissions'];
  if (needed !== undefined && needed !== null && !/^\d+$/.test(String(needed))) {
    form.refuse([...path, 'default_member_permissions'], 'BITFIELD_TYPE_CONVERT', 'Could not interpret as a bitfield.');
  }
  if (characters(command) > maxCharacters) {
    form.refuse(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${maxCharacters})`);
  }
}

function checkTexts(form: Form, path: FormPath, node: JsonObject): void {
  const checkName = (at: FormPath, name: unknown) => {
    if (typeof name === 'string' && namePattern.test(name) && name === name.toLowerCase()) return;
    form.refuse(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  };
  checkName([...path, 'name'], node['name']);
  checkLocalizations(form, [...path, 'name_localizations'], node['name_localizations'], checkName);
  form.require([...path, 'description'], node['description']);
  const checkDescription = (at: FormPath, text: unknown) => void form.text(at, text, 100, 1);
  checkDescription([...path, 'description'], node['description']);
  checkLocalizations(form, [...path, 'description_localizations'], node['description_localizations'], checkDescription);
}

function checkOptions(form: Form, parent: FormPath, value: unknown, depth: number): void {
  const path = [...parent, 'options'];
  const options = form.list(path, value, maxOptions);
  let sawOptional = false;
  for (const [index, each] of options.entries()) {
    const at = [...path, index];
    const option = form.object(at, each);
    if (!option) continue;
    checkTexts(form, at, option);
    checkOption(form, at, option, depth);
    if (option['required'] === true && sawOptional) {
      form.refuse(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    sawOptional ||= option['required'] !== true;
  }
  const nested = options.filter((each) => isObject(each) && isNested(each['type'])).length;
  if (nested > 0 && nested < options.length) {
    form.refuse(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Sub-command and sub-command group option types are mutually exclusive to all other types',
    );
  }
  checkUnique(form, path, options, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option names must be unique');
}

function isNested(value: unknown): boolean {
  return value === type.subcommand || value === type.group;
}

function checkOption(form: Form, path: FormPath, option: JsonObject, depth: number): void {
  const kind = option['type'];
  if (typeof kind !== 'number' || kind < type.subcommand || kind > type.attachment) {
    form.refuse([...path, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of (1 to 11).');
  } else if (isNested(kind)) {
    // A group stands at the top only, a subcommand there or in a group.
    const isMisplaced = kind === type.group ? depth > 0 : depth > 1;
    if (isMisplaced) form.refuse([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Invalid nesting');
    checkOptions(form, path, option['options'], kind === type.group ? 1 : 2);
  } else if (listOf(option['options']).length > 0) {
    form.refuse([...path, 'options'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Only sub-commands have options');
  }
  checkChoices(form, [...path, 'choices'], option['choices'], kind === type.string ? 'text' : 'number');
  checkLimits(form, path, option);
}

function checkLimits(form: Form, path: FormPath, option: JsonObject): void {
  const { type: kind } = option;
  const only = (key: string, isRight: boolean, where: string) => {
    const isSet = option[key] !== undefined && option[key] !== null && option[key] !== false;
    if (!isSet || isRight) return;
    form.refuse([...path, key], 'APPLICATION_COMMAND_OPTIONS_INVALID', `${key} is for options of type ${where}`);
  };
  only('choices', withAutocomplete.includes(kind), '3, 4 and 10');
  only('autocomplete', withAutocomplete.includes(kind), '3, 4 and 10');
  if (option['autocomplete'] === true && listOf(option['choices']).length > 0) {
    form.refuse(
      [...path, 'autocomplete'],
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
      'Choices and autocomplete are mutually exclusive',
    );
  }
  for (const key of ['min_value', 'max_value']) only(key, numeric.includes(kind), '4 and 10');
  for (const key of ['min_length', 'max_length']) only(key, kind === type.string, '3');
  only('channel_types', kind === type.channel, '7');
  form.integer([...path, 'min_length'], option['min_length'], 6000);
  form.integer([...path, 'max_length'], option['max_length'], 6000);
  if (option['max_length'] === 0) {
    form.refuse([...path, 'max_length'], 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.');
  }
}

function checkUnique(form: Form, path: FormPath, nodes: readonly unknown[], code: string, message: string): void {
  const names = nodes.map((node) => (isObject(node) ? node['name'] : undefined));
  if (new Set(names).size < names.length) form.refuse(path, code, message);
}

/** Names, descriptions and values of a command and all in it; of each text its longest translation counts. */
function characters(node: JsonObject): number {
  const longest = (key: string) => {
    const translations = isObject(node[`${key}_localizations`])
      ? Object.values(node[`${key}_localizations`] ?? {})
      : [];
    return Math.max(...[node[key], ...translations].map((text) => (typeof text === 'string' ? codePoints(text) : 0)));
  };
  const inner = [...listOf(node['options']), ...listOf(node['choices'])].filter(isObject);
  const value = typeof node['value'] === 'string' ? codePoints(node['value']) : 0;
  return longest('name') + longest('description') + value + inner.reduce((sum, each) => sum + characters(each), 0);
}
