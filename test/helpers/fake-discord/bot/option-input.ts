import type { JsonObject } from '../json.ts';
import type { CommandNode } from './command-input.ts';
import { type FakeGuild, member } from './guild.ts';
import { userJson } from './person.ts';

/** An attachment that a person sends along. */
export interface InputFile {
  name: string;
  contentType?: string;
  bytes?: Uint8Array;
}

/** By the option's type: a text, a number, yes or no; a channel, a user or a role, or the id of one; a file. */
export type OptionValue = string | number | boolean | { id: string; name?: string; username?: string } | InputFile;

type Kind = 'users' | 'members' | 'roles' | 'channels' | 'attachments';

/** The things that the data of an interaction names by id (Discord: Interactions, "Resolved Data"). */
export class Resolved {
  readonly #guild: FakeGuild;
  readonly #things: Partial<Record<Kind, Record<string, JsonObject>>> = {};
  #files = 0;

  constructor(guild: FakeGuild) {
    this.#guild = guild;
  }

  /** @throws where the guild has no such channel. */
  channel(label: string, id: string, types: readonly number[] | undefined): void {
    const channel = this.#guild.channels.find((each) => each.id === id);
    if (!channel) throw new Error(`${label}: ${this.#guild.name} has no channel ${id}`);
    if (types && types.length > 0 && !types.includes(channel.type)) {
      throw new Error(
        `${label} takes channels of type ${types.join(', ')}; ${channel.name} is of type ${channel.type}`,
      );
    }
    const { type, name } = channel;
    this.#add('channels', id, { id, type, name, permissions: '0', parent_id: null, guild_id: this.#guild.id });
  }

  user(id: string, username = `user${id}`): void {
    this.#add('users', id, userJson({ id, username }));
    this.#add('members', id, { ...member([]), permissions: '0' });
  }

  role(id: string, name = `role${id}`): void {
    this.#add('roles', id, {
      ...{ id, name, permissions: '0', position: 1, color: 0, hoist: false, managed: false, mentionable: false },
      ...{ colors: { primary_color: 0, secondary_color: null, tertiary_color: null }, flags: 0 },
    });
  }

  /** The id that it is given. */
  file({ name, contentType, bytes }: InputFile): string {
    this.#files += 1;
    const id = `90000000000000100${this.#files}`;
    const content = bytes ?? new Uint8Array();
    // Nobody serves a file at Discord's own address; the bytes travel in the URL.
    const url = `data:${contentType ?? 'application/octet-stream'};base64,${Buffer.from(content).toString('base64')}`;
    this.#add('attachments', id, {
      ...{ id, filename: name, size: content.length, url, proxy_url: url, ephemeral: true },
      ...(contentType === undefined ? {} : { content_type: contentType }),
    });
    return id;
  }

  json(): JsonObject {
    return Object.keys(this.#things).length > 0 ? { resolved: this.#things } : {};
  }

  #add(kind: Kind, id: string, thing: JsonObject): void {
    this.#things[kind] = { ...this.#things[kind], [id]: thing };
  }
}

/**
 * One option of a command as Discord sends it.
 * @throws where a client would not take the value.
 */
export function optionData(label: string, option: CommandNode, value: OptionValue, resolved: Resolved): JsonObject {
  const { name, type } = option;
  return { name, type, value: inputOf(label, option, value, resolved) };
}

function inputOf(label: string, option: CommandNode, value: OptionValue, resolved: Resolved): unknown {
  const refuse = (what: string): never => {
    throw new Error(`${label} takes ${what}, not ${JSON.stringify(value)}`);
  };
  switch (option.type) {
    case 3:
      return typeof value === 'string' ? textOf(option, value, refuse) : refuse('a text');
    case 4:
    case 10:
      if (option.type === 4 && !Number.isInteger(value) && option.choices === undefined) return refuse('an integer');
      return typeof value === 'number' || option.choices ? numberOf(option, value, refuse) : refuse('a number');
    case 5:
      return typeof value === 'boolean' ? value : refuse('true or false');
    case 11:
      return typeof value === 'object' && !('id' in value) ? resolved.file(value) : refuse('a file');
    default:
      return thingOf(label, option, value, resolved, refuse);
  }
}

function thingOf(
  label: string,
  option: CommandNode,
  value: OptionValue,
  resolved: Resolved,
  refuse: (what: string) => never,
): string {
  const thing = typeof value === 'string' ? { id: value } : value;
  if (typeof thing !== 'object' || !('id' in thing)) return refuse('a channel, a user or a role, or its id');
  const { id, name, username } = thing as { id: string; name?: string; username?: string };
  if (option.type === 7) resolved.channel(label, id, option.channel_types);
  else if (option.type === 8) resolved.role(id, name);
  else if (option.type === 6 || option.type === 9) resolved.user(id, username);
  else refuse(`nothing that this fake knows (type ${option.type})`);
  return id;
}

function chosen(option: CommandNode, value: OptionValue, refuse: (what: string) => never): string | number {
  const choice = option.choices?.find((each) => each.value === value || each.name === value);
  return choice?.value ?? refuse(`one of ${option.choices?.map((each) => each.value).join(', ')}`);
}

function textOf(option: CommandNode, value: string, refuse: (what: string) => never): string | number {
  if (option.choices && option.choices.length > 0) return chosen(option, value, refuse);
  const [min, max] = [option.min_length ?? 0, option.max_length ?? 6000];
  const length = [...value].length;
  return length < min || length > max ? refuse(`${min} to ${max} characters`) : value;
}

function numberOf(option: CommandNode, value: OptionValue, refuse: (what: string) => never): string | number {
  if (option.choices && option.choices.length > 0) return chosen(option, value, refuse);
  const { min_value: min = -(2 ** 53), max_value: max = 2 ** 53 } = option;
  return typeof value !== 'number' || value < min || value > max ? refuse(`${min} to ${max}`) : value;
}
