import {
  type AnySelectMenuInteraction,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { Actions } from '../actions/create-actions.ts';
import { readCustomId } from '../discord/custom-id.ts';
import { interactionLimits } from '../discord/limits.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { ownValue } from '../lib/own-value.ts';
import { defaultStore, type Store } from '../model/store.ts';
import { CommandContext, type ContextParts } from './command-context.ts';
import { errorReply, replyToError } from './error-reply.ts';
import { plain } from './format.ts';
import type { GuildTools } from './guild-tools.ts';
import { loggable } from './loggable.ts';
import { readFields, readOptions } from './read-interaction.ts';
import type { ComponentHandler, Handler, Modal, SlashCommand, Subcommand, Suggestion } from './slash-command.ts';
import { chosenStore, storesLike } from './store-option.ts';
import { toDiscord } from './to-discord.ts';

/** Discord waits 3 s (Receiving and Responding to Interactions); what came too late is worth nothing. */
const suggestWithinMs = 2_000;

export interface DispatchDeps {
  actions: Actions;
  clock: Clock;
  log: Log;
  commands: ReadonlyMap<string, SlashCommand>;
  tools: GuildTools;
  /** Ids of the commands in a server, by name. */
  idsIn(guildId: string): ReadonlyMap<string, string>;
}

/** The answer changes the message that was pressed on, or is one of its own. */
type Deferred = 'update' | 'reply';

type Pressed = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction;
type Answerable = ChatInputCommandInteraction | Pressed;

/** Leads each interaction to its command, and its answer or error back. Never rejects. */
export class Dispatch {
  readonly #deps: DispatchDeps;

  constructor(deps: DispatchDeps) {
    this.#deps = deps;
  }

  async handle(interaction: Interaction): Promise<void> {
    const details = { interaction: interaction.id, guild: interaction.guildId, user: interaction.user.id };
    try {
      if (interaction.isAutocomplete()) await this.#suggest(interaction);
      else if (interaction.isChatInputCommand()) await this.#command(interaction);
      else if (interaction.isButton() || interaction.isAnySelectMenu() || interaction.isModalSubmit())
        await this.#component(interaction);
    } catch (error) {
      // The token of an interaction may have ended; nobody can be told any more.
      this.#deps.log.warn({ ...details, err: loggable(error) }, 'an interaction could not be answered');
    }
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = this.#deps.commands.get(interaction.commandName);
    const subcommand = command && subcommandOf(command, interaction.options.getSubcommand(false));
    if (command === undefined || subcommand === undefined)
      return this.#refuse(interaction, 'This command is not there any more. Look at /help.');
    const { public: isPublic, store: wanted, ...options } = readOptions(interaction);
    const stores = this.#stores(interaction);
    const store = chosenStore(stores, wanted);
    if (store === undefined && stores.length > 0) return this.#refuse(interaction, noSuchStore);
    if (store === undefined && !command.isFree) return this.#refuse(interaction, notLinked);
    const context = this.#contextOf(interaction, { command: interaction.commandName, store, ...options });
    await this.#answer(interaction, subcommand, context, async () => {
      await interaction.deferReply(isPublic ? {} : { flags: MessageFlags.Ephemeral });
      return 'reply';
    });
  }

  async #component(interaction: Pressed): Promise<void> {
    const stores = this.#stores(interaction);
    const id = readCustomId(
      interaction.customId,
      stores.map((store) => store.id),
    );
    const handler = id && ownValue(this.#deps.commands.get(id.command)?.handlers, id.action);
    const store = stores.find((one) => one.id === id?.store);
    if (id === undefined || handler === undefined || store === undefined) {
      return this.#refuse(
        interaction,
        stores.length === 0
          ? notLinked
          : 'This message is from an older time and can do nothing any more. Ask for a new one with the command.',
      );
    }
    if (id.user !== interaction.user.id && !handler.isForAll) {
      return this.#refuse(interaction, 'Somebody else has asked for this message. Use the command yourself.');
    }
    const context = this.#contextOf(interaction, {
      command: id.command,
      store,
      args: id.args,
      ...readFields(interaction),
    });
    await this.#answer(interaction, handler, context, () => deferComponent(interaction, handler));
  }

  /** Discord wants a sign within 3 s, and whether others may see the answer is decided by it. */
  async #answer(
    interaction: Answerable,
    handler: Handler,
    context: CommandContext,
    defer: () => Promise<Deferred>,
  ): Promise<void> {
    const details = { command: nameOf(interaction), guild: interaction.guildId, user: interaction.user.id };
    if (handler.scope === 'admin' && !mayManage(interaction)) {
      return this.#refuse(interaction, 'You need the permission "Manage Server" for this. Ask somebody who has it.');
    }
    if (handler.modal !== undefined && !interaction.isModalSubmit()) {
      let modal: Modal | undefined;
      try {
        modal = handler.modal(context);
      } catch (error) {
        const { embeds = [] } = toDiscord(replyToError(error, this.#deps.log, details));
        await interaction.reply({ embeds, flags: MessageFlags.Ephemeral });
        return;
      }
      if (modal !== undefined) {
        await interaction.showModal(modal);
        return;
      }
    }
    const deferred = await defer();
    try {
      await interaction.editReply(toDiscord(await handler.run(context)));
    } catch (error) {
      const refusal = toDiscord(replyToError(error, this.#deps.log, details));
      // The message stays as it was; the mistake is told beside it.
      if (deferred === 'reply') await interaction.editReply(refusal);
      else await interaction.followUp({ embeds: refusal.embeds ?? [], flags: MessageFlags.Ephemeral });
    }
  }

  async #refuse(interaction: Answerable, text: string): Promise<void> {
    const { embeds } = toDiscord(errorReply(text));
    await interaction.reply({ ...(embeds && { embeds }), flags: MessageFlags.Ephemeral });
  }

  async #suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = this.#deps.commands.get(interaction.commandName);
    const subcommand = command && subcommandOf(command, interaction.options.getSubcommand(false));
    const focused = interaction.options.getFocused(true);
    const option = ownValue(subcommand?.options, focused.name);
    const { public: _, store: wanted, ...options } = readOptions(interaction);
    const stores = this.#stores(interaction);
    const store = chosenStore(stores, wanted);
    let found: Suggestion[] = focused.name === 'store' ? storesLike(stores, focused.value) : [];
    if (store !== undefined && option?.kind === 'text' && option.suggest !== undefined) {
      const context = this.#contextOf(interaction, { command: interaction.commandName, store, ...options });
      const late = new Promise<Suggestion[]>((resolve) => setTimeout(() => resolve([]), suggestWithinMs).unref());
      const { suggest } = option;
      const suggested = Promise.try(() => suggest(context, focused.value));
      found = await Promise.race([suggested, late]).catch((error: unknown) => {
        this.#deps.log.warn({ command: interaction.commandName, err: error }, 'nothing could be suggested');
        return [];
      });
    }
    const fitting = found
      .filter(({ value }) => value.length >= 1 && value.length <= interactionLimits.choiceText)
      .slice(0, interactionLimits.choices);
    await interaction.respond(fitting.map(({ name, value }) => ({ name: plain(name), value })));
  }

  #stores({ guildId }: Interaction): Store[] {
    if (guildId === null) return [];
    return this.#deps.actions.guilds.storesOf(guildId);
  }

  #contextOf(
    interaction: Interaction,
    parts: Pick<ContextParts, 'command'> & Partial<Omit<ContextParts, 'store'>> & { store: Store | undefined },
  ): CommandContext {
    const { actions, clock, commands, tools, idsIn } = this.#deps;
    const { user, guildId, guild } = interaction;
    const store = parts.store ?? noStore;
    return new CommandContext({
      texts: {},
      flags: {},
      channels: {},
      values: [],
      args: [],
      ...parts,
      actions,
      now: () => clock.now(),
      store,
      // The rights of a person whom Discord lets through: to read; a change takes more.
      actor: {
        name: `@${user.username} (${user.id}) in Discord`,
        store: store.id,
        scopes: [mayManage(interaction) ? 'admin' : 'read'],
      },
      guild: { id: guildId ?? '', name: guild?.name ?? '' },
      user: { id: user.id, name: user.username },
      tools,
      commands: [...commands].map(([name, command]) => ({ ...command, name })),
      commandIds: idsIn(guildId ?? ''),
    });
  }
}

const notLinked =
  'This server is not linked to a store yet. On the machine where Crier runs: npm run crier -- link. Then here: /crier link code:…';

const noSuchStore = 'This server is not linked to that store. Choose one from the list of the option "store".';

const noStore: Store = { ...defaultStore, id: '', name: '' };

function mayManage({ memberPermissions }: Interaction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

function subcommandOf(command: SlashCommand, name: string | null): Omit<Subcommand, 'description'> | undefined {
  return name === null ? command.self : ownValue(command.subcommands, name);
}

async function deferComponent(interaction: Pressed, handler: ComponentHandler): Promise<Deferred> {
  if (handler.answers === 'update' && (interaction.isMessageComponent() || interaction.isFromMessage())) {
    await interaction.deferUpdate();
    return 'update';
  }
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  return 'reply';
}

function nameOf(interaction: Answerable): string {
  if (!interaction.isChatInputCommand()) return interaction.customId;
  const sub = interaction.options.getSubcommand(false);
  return sub === null ? interaction.commandName : `${interaction.commandName} ${sub}`;
}
