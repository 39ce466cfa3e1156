import { type Command, Option } from 'commander';
import type { Field, FieldOption, Fields } from '../contract/field.ts';
import { type CliContext, UsageError } from './context.ts';
import { collectWords } from './examples.ts';

/** The options behind a command as commander hands them over. */
export type Typed = Readonly<Record<string, unknown>>;

/** Declares an option for each field that has one. */
export function fieldOptions(command: Command, fields: Fields): Command {
  for (const { key, field, option } of spoken(fields)) {
    const flag = `--${flagOf(key, option)}`;
    if (option.takes === 'switch') {
      command.option(flag, option.says);
      if (option.saysNo !== undefined) command.option(`--no-${flagOf(key, option)}`, option.saysNo);
      continue;
    }
    const declared = new Option(`${flag} <${option.value ?? key}>`, option.says);
    const { choices } = field.codec;
    if (choices !== undefined) declared.choices(field.absent === 'none' ? [...choices, 'none'] : choices);
    if (option.takes === 'words') declared.argParser(collectWords);
    command.addOption(declared);
  }
  return command;
}

/** The options as the API takes them; an option that was not given is left out, "none" takes away. @throws UsageError */
export async function readFields(context: CliContext, fields: Fields, typed: Typed): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  for (const { key, field, option } of spoken(fields)) {
    const value = typed[attributeOf(flagOf(key, option))];
    if (value === undefined) continue;
    const isNone = field.absent === 'none' && (Array.isArray(value) ? value.join() : value) === 'none';
    said[key] = isNone ? null : await readValue(context, flagOf(key, option), option, value);
  }
  return said;
}

function spoken(fields: Fields): { key: string; field: Field; option: FieldOption }[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    field.option === undefined ? [] : [{ key, field, option: field.option }],
  );
}

const flagOf = (key: string, { flag = key.replaceAll('_', '-') }: FieldOption) => flag;

/** As commander names what an option came to: `minSeverity` for `--min-severity`. */
const attributeOf = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

async function readValue(context: CliContext, flag: string, { takes }: FieldOption, value: unknown): Promise<unknown> {
  const text = String(value);
  switch (takes) {
    case 'text':
    case 'words':
    case 'switch':
      return value;
    case 'schedule': {
      const words = collectWords(text.replaceAll(' ', ','));
      return words.length === 1 && /^[a-z]+$/.test(text) ? text : words;
    }
    case 'number':
      if (/^\d{1,4}$/.test(text)) return Number(text);
      throw new UsageError(`"${text}" is not a whole number.`);
    case 'file':
      return context.readInput(text);
    case 'json':
      return readJson(context, flag, text);
    case 'variable':
      return fromVariable(context, text);
    case 'login':
      return toLogin(fromVariable(context, text), text);
  }
}

function fromVariable(context: CliContext, name: string): string {
  const value = context.environment(name);
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`The variable ${name} is not set here.`);
}

function toLogin(text: string, variable: string): { username: string; password: string } {
  const at = text.indexOf(':');
  if (at < 0) throw new UsageError(`The variable ${variable} holds no user:password.`);
  return { username: text.slice(0, at), password: text.slice(at + 1) };
}

async function readJson(context: CliContext, flag: string, given: string): Promise<unknown> {
  const text = given.trimStart().startsWith('{') ? given : await context.readInput(given);
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--${flag} takes a JSON object, such as '{"X-Api-Key":"…"}', or a file with one.`);
  }
}
