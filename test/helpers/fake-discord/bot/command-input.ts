import type { JsonObject } from '../json.ts';
import { type OptionValue, optionData, Resolved } from './option-input.ts';
import { allows } from './permissions.ts';
import type { Person } from './person.ts';

/** A command or one of its options, as registered (Discord: Application Commands). */
export interface CommandNode {
  id?: string;
  type: number;
  name: string;
  required?: boolean;
  autocomplete?: boolean;
  options?: readonly CommandNode[];
  choices?: readonly { name: string; value: string | number }[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: readonly number[];
  default_member_permissions?: string | null;
}

export type Inputs = Readonly<Record<string, OptionValue>>;

/** What a person is typing into an option right now. */
export interface Focused {
  name: string;
  value: string;
}

const isGroup = (node: CommandNode) => node.type === 1 || node.type === 2;

/**
 * The `data` of an interaction, from words such as `route set`.
 * @throws where a client would not let the person do it.
 */
export function commandData(
  commands: readonly CommandNode[],
  words: string,
  inputs: Inputs,
  person: Person,
  focused?: Focused,
): JsonObject {
  const [first = '', ...rest] = words.replace(/^\//, '').trim().split(/\s+/);
  const command = commands.find(({ name, type }) => name === first && (type ?? 1) === 1);
  if (!command) throw new Error(`There is no command /${first}; there are ${namesOf(commands)}`);
  const needed = command.default_member_permissions;
  if (typeof needed === 'string' && !person.force && !maySee(person, BigInt(needed))) {
    throw new Error(`/${first} is hidden from ${person.username} by default_member_permissions (use force)`);
  }
  const path: CommandNode[] = [];
  let node = command;
  for (const word of rest) {
    const next = node.options?.find((option) => option.name === word && option.type <= 2);
    if (!next) throw new Error(`/${first} has no ${rest.join(' ')}; ${node.name} has ${namesOf(node.options ?? [])}`);
    path.push(next);
    node = next;
  }
  const leaves = node.options ?? [];
  if (leaves.some((option) => option.type <= 2)) {
    throw new Error(`/${words} cannot be run by itself; it needs one of ${namesOf(leaves)}`);
  }
  const resolved = new Resolved(person.channel.guild);
  const options = leafOptions(`/${words}`, leaves, inputs, resolved, focused);
  return {
    id: command.id,
    name: command.name,
    type: 1,
    guild_id: person.channel.guild.id,
    options: path.reduceRight<JsonObject[]>((inner, { name, type }) => [{ name, type, options: inner }], options),
    ...resolved.json(),
  };
}

function maySee(person: Person, needed: bigint): boolean {
  // "0" is for administrators only.
  return needed === 0n ? allows(person.permissions, 1n << 3n) : allows(person.permissions, needed);
}

function leafOptions(
  label: string,
  known: readonly CommandNode[],
  inputs: Inputs,
  resolved: Resolved,
  focused: Focused | undefined,
): JsonObject[] {
  for (const name of [...Object.keys(inputs), ...(focused ? [focused.name] : [])]) {
    if (known.some((option) => option.name === name)) continue;
    throw new Error(`${label} has no option ${name}; it has ${namesOf(known)}`);
  }
  return known.flatMap((option): JsonObject[] => {
    if (option.name === focused?.name) {
      if (!option.autocomplete) throw new Error(`${label} ${option.name} has no autocomplete`);
      return [{ name: option.name, type: option.type, value: focused.value, focused: true }];
    }
    const value = inputs[option.name];
    if (value !== undefined) return [optionData(`${label} ${option.name}`, option, value, resolved)];
    if (option.required && !focused) throw new Error(`${label} needs the option ${option.name}`);
    return [];
  });
}

function namesOf(nodes: readonly CommandNode[]): string {
  const shown = nodes.map((node) => (isGroup(node) && node.id === undefined ? `${node.name} …` : node.name));
  return shown.join(', ') || 'none';
}
