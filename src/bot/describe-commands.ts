import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationGuildCommandsJSONBody,
} from 'discord.js';
import { interactionLimits } from '../discord/limits.ts';
import type { Store } from '../model/store.ts';
import { plain } from './format.ts';
import type { CommandOption, LocalizedText, SlashCommand, Subcommand } from './slash-command.ts';

type CommandJson = RESTPutAPIApplicationGuildCommandsJSONBody[number];

/** The channels that messages can be posted to. */
const postable: (ChannelType.GuildText | ChannelType.GuildAnnouncement)[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
];

/** Options that every command has beside its own. */
const publicOption: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'public',
  ...described({ en: 'Show the answer to everybody in this channel', de: 'Die Antwort allen im Kanal zeigen' }),
};

/**
 * The commands as Discord registers them for one server.
 *
 * @param stores those that the server is linked to; of several, each command asks which one is meant.
 */
export function describeCommands(
  commands: ReadonlyMap<string, SlashCommand>,
  stores: readonly Pick<Store, 'id' | 'name'>[],
): CommandJson[] {
  const common = stores.length > 1 ? [publicOption, storeOption(stores)] : [publicOption];
  return [...commands].map(([name, command]) => ({
    name,
    ...described(command.description),
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options:
      command.subcommands === undefined
        ? [...optionsOf(command.self?.options), ...common]
        : Object.entries(command.subcommands).map(([sub, subcommand]) => ({
            type: ApplicationCommandOptionType.Subcommand as const,
            name: sub,
            ...described(subcommand.description),
            options: [...optionsOf(subcommand.options), ...common],
          })),
  }));
}

function described({ en, de }: LocalizedText) {
  return { description: en, description_localizations: { de } };
}

/** Required ones first, as Discord wants it. */
function optionsOf(options: Subcommand['options'] = {}): APIApplicationCommandBasicOption[] {
  return Object.entries(options)
    .sort(([, a], [, b]) => Number(b.isRequired ?? false) - Number(a.isRequired ?? false))
    .map(([name, option]) => toOption(name, option));
}

function toOption(name: string, option: CommandOption): APIApplicationCommandBasicOption {
  const base = { name, ...described(option.description), required: option.isRequired ?? false };
  if (option.kind === 'flag') return { ...base, type: ApplicationCommandOptionType.Boolean };
  if (option.kind === 'channel') {
    return { ...base, type: ApplicationCommandOptionType.Channel, channel_types: postable };
  }
  const text = { ...base, type: ApplicationCommandOptionType.String } as const;
  if (option.choices !== undefined) {
    const choices = Object.entries(option.choices).map(([value, { en, de }]) => ({
      name: en,
      name_localizations: { de },
      value,
    }));
    return { ...text, choices };
  }
  const length = option.longest === undefined ? {} : { max_length: option.longest };
  return option.suggest === undefined ? { ...text, ...length } : { ...text, ...length, autocomplete: true };
}

/** The choices stand in every subcommand, and a whole command has 8,000 characters (Application Commands). */
const mostCharacters = 400;

/** The option that chooses a store. More stores than choices may list are suggested while somebody types. */
function storeOption(stores: readonly Pick<Store, 'id' | 'name'>[]): APIApplicationCommandBasicOption {
  const option = {
    type: ApplicationCommandOptionType.String as const,
    name: 'store',
    ...described({ en: 'Which store; the first one where it is left out', de: 'Welcher Shop; sonst der erste' }),
  };
  const choices = stores.map(({ id, name }) => ({ name: plain(name), value: id }));
  const characters = choices.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return choices.length > interactionLimits.choices || characters > mostCharacters
    ? { ...option, autocomplete: true }
    : { ...option, choices };
}
