import {
  type AnySelectMenuInteraction,
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type Message,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { ComponentMessage, ResolvedChannel } from './command-context.ts';

interface Options {
  texts: Record<string, string>;
  flags: Record<string, boolean>;
  channels: Record<string, ResolvedChannel>;
  /** The option of every command to answer for all to see. */
  public: boolean;
  store: string | undefined;
}

/** The options that were given with a command, below its subcommand. */
export function readOptions(interaction: ChatInputCommandInteraction | AutocompleteInteraction): Options {
  const texts: Record<string, string> = {};
  const flags: Record<string, boolean> = {};
  const channels: Record<string, ResolvedChannel> = {};
  for (const option of flat(interaction.options.data)) {
    if (typeof option.value === 'boolean') flags[option.name] = option.value;
    else if (option.type === ApplicationCommandOptionType.Channel && option.channel) {
      channels[option.name] = { id: option.channel.id, name: option.channel.name ?? option.channel.id };
    } else if (option.value !== undefined) texts[option.name] = String(option.value);
  }
  const { public: isPublic = false, ...rest } = flags;
  const { store, ...others } = texts;
  return { texts: others, flags: rest, channels, public: isPublic, store };
}

function flat(options: readonly CommandInteractionOption[]): CommandInteractionOption[] {
  return options.flatMap((option) => (option.options === undefined ? [option] : flat(option.options)));
}

/** The choices of a menu or the texts of a modal, and the message that they belong to. */
export function readFields(interaction: ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction) {
  const { message } = interaction;
  const shown = message === null ? {} : { message: readMessage(message) };
  if (interaction.isModalSubmit()) {
    const entries = interaction.fields.fields.map((field): [string, string] => [
      field.customId,
      'value' in field && typeof field.value === 'string' ? field.value : '',
    ]);
    return { ...shown, texts: Object.fromEntries(entries) };
  }
  if (interaction.isStringSelectMenu()) return { ...shown, values: interaction.values };
  if (interaction.isChannelSelectMenu()) {
    const channels = Object.fromEntries(
      interaction.channels.map((channel) => [
        channel.id,
        { id: channel.id, name: 'name' in channel && channel.name ? channel.name : channel.id },
      ]),
    );
    return { ...shown, values: interaction.values, channels };
  }
  return shown;
}

function readMessage({ content, embeds, components }: Message): ComponentMessage {
  return {
    content,
    embeds: embeds.map((embed) => embed.toJSON()),
    components: components.map((component) => component.toJSON()),
  };
}
