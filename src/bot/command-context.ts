import type { APIEmbed, APIMessageTopLevelComponent } from 'discord.js';
import type { Actions } from '../actions/create-actions.ts';
import { writeCustomId } from '../discord/custom-id.ts';
import type { Actor } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';
import type { Store } from '../model/store.ts';
import type { GuildTools } from './guild-tools.ts';

/** A channel as Discord resolves it for an option. */
export interface ResolvedChannel {
  id: string;
  name: string;
}

/** A message that was pressed on, as far as an answer to it may keep of it. */
export interface ComponentMessage {
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
}

/** A command as /help tells of it. */
export interface ListedCommand {
  name: string;
  group: string;
  description: { en: string };
  subcommands?: Readonly<Record<string, unknown>>;
}

/** The parts of a context, read from an interaction. */
export interface ContextParts {
  actions: Actions;
  /** Epoch milliseconds. */
  now(): number;
  actor: Actor;
  store: Store;
  command: string;
  guild: { id: string; name: string };
  user: { id: string; name: string };
  /** Options of a command, or fields of a modal. */
  texts: Readonly<Record<string, string>>;
  flags: Readonly<Record<string, boolean>>;
  channels: Readonly<Record<string, ResolvedChannel>>;
  /** The values that were chosen in a select menu. */
  values: readonly string[];
  /** The arguments of the custom id that was pressed. */
  args: readonly string[];
  /** The message that was pressed on. */
  message?: ComponentMessage | undefined;
  tools: GuildTools;
  /** All commands, for /help. */
  commands: readonly ListedCommand[];
  /** Ids of the commands in this server, by name. */
  commandIds: ReadonlyMap<string, string>;
}

/** All that a command sees of an interaction: who asks for what, where; and the actions that answer it. */
export class CommandContext {
  readonly #parts: ContextParts;

  constructor(parts: ContextParts) {
    this.#parts = parts;
  }

  get actions(): Actions {
    return this.#parts.actions;
  }

  get actor(): Actor {
    return this.#parts.actor;
  }

  get store(): Store {
    return this.#parts.store;
  }

  get guild() {
    return this.#parts.guild;
  }

  get user() {
    return this.#parts.user;
  }

  get values(): readonly string[] {
    return this.#parts.values;
  }

  get args(): readonly string[] {
    return this.#parts.args;
  }

  get message() {
    return this.#parts.message;
  }

  get tools(): GuildTools {
    return this.#parts.tools;
  }

  get commands() {
    return this.#parts.commands;
  }

  get now(): number {
    return this.#parts.now();
  }

  text(name: string): string | undefined {
    const text = this.#parts.texts[name]?.trim();
    return text === '' ? undefined : text;
  }

  /** @throws CrierError `invalid_request`, for what Discord should have asked for. */
  required(name: string): string {
    const text = this.text(name);
    if (text !== undefined) return text;
    throw new CrierError('invalid_request', `"${name}" is missing.`);
  }

  flag(name: string): boolean {
    return this.#parts.flags[name] ?? false;
  }

  channel(name: string): ResolvedChannel | undefined {
    return this.#parts.channels[name];
  }

  /** The custom id of a button, menu or modal of this command; undefined where its arguments do not fit. */
  id(action: string, ...args: readonly string[]): string | undefined {
    return this.idOf(this.#parts.command, action, ...args);
  }

  /** The same for another command. */
  idOf(command: string, action: string, ...args: readonly string[]): string | undefined {
    const { user, store } = this.#parts;
    return writeCustomId({ command, action, store: store.id, user: user.id, args });
  }

  /** A command to be clicked: `</route set:123>`. */
  mention(path: string): string {
    const id = this.#parts.commandIds.get(path.split(' ')[0] ?? '');
    return id === undefined ? `\`/${path}\`` : `</${path}:${id}>`;
  }
}
