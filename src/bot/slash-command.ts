import type { APIEmbed, APIMessageTopLevelComponent, APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Scope } from '../model/api-key.ts';
import type { CommandContext } from './command-context.ts';

/** A text in the languages that Discord shows by its localisation fields; English for all others. */
export interface LocalizedText {
  en: string;
  de: string;
}

/** One suggestion while somebody types. */
export interface Suggestion {
  /** The shown text; cut to 100 characters. */
  name: string;
  /** The text that is filled in; at most 100 characters. */
  value: string;
}

interface BaseOption {
  description: LocalizedText;
  isRequired?: boolean;
}

/** A value that a person gives with a command. */
export type CommandOption = BaseOption &
  (
    | {
        kind: 'text';
        /** Only these; value → what is shown. */
        choices?: Readonly<Record<string, LocalizedText>>;
        /** The suggestions that fit the typed text, best first; at most 25 are shown. */
        suggest?(context: CommandContext, typed: string): Promise<Suggestion[]> | Suggestion[];
        longest?: number;
      }
    | { kind: 'flag' }
    | { kind: 'channel' }
  );

/** A file beside a message. */
export interface ReplyFile {
  name: string;
  data: Buffer;
  /** Its content in words, for those who cannot see it. */
  description?: string;
}

/** The answer to an interaction. Mentions in it never ping. */
export interface Reply {
  content?: string;
  embeds?: APIEmbed[];
  components?: APIMessageTopLevelComponent[];
  files?: ReplyFile[];
  /** All else stays, in a message that it changes. */
  isPartial?: boolean;
}

export type Modal = APIModalInteractionResponseCallbackData;

/** The work that a person may ask for. */
export interface Handler {
  /** `admin` asks for Manage Server whatever Discord has let through. */
  scope: Extract<Scope, 'read' | 'admin'>;
  /** Opens this instead of `run`, where it gives one. Answers at once: nothing is waited for. */
  modal?(context: CommandContext): Modal | undefined;
  run(context: CommandContext): Promise<Reply> | Reply;
}

/** A command without subcommands, or one of its subcommands. */
export interface Subcommand extends Handler {
  description: LocalizedText;
  options?: Readonly<Record<string, CommandOption>>;
}

/** The work of a button, a select menu or a modal of a command. */
export interface ComponentHandler extends Handler {
  /** `update` changes the message that it belongs to; `reply` answers with another one, for the person alone. */
  answers: 'update' | 'reply';
  /** True where anybody with the right to may press it, not only the one who asked for the message. */
  isForAll?: boolean;
}

/** The groups that /help lists commands in. */
export const commandGroups = ['look', 'act', 'set up'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** The default export of a file under src/bot/commands, which is named as the command is. */
export interface SlashCommand {
  description: LocalizedText;
  group: CommandGroup;
  /** True where it works in a server that is linked to no store. */
  isFree?: boolean;
  /** Its own work, where it has no subcommands. */
  self?: Omit<Subcommand, 'description'>;
  subcommands?: Readonly<Record<string, Subcommand>>;
  /** The handlers, by the name of the action in a custom id. */
  handlers?: Readonly<Record<string, ComponentHandler>>;
}

export function isSlashCommand(value: unknown): value is SlashCommand {
  if (typeof value !== 'object' || value === null) return false;
  return 'description' in value && 'group' in value && ('self' in value || 'subcommands' in value);
}
