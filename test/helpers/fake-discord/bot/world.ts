import type { Clock } from '../../../../src/lib/clock.ts';
import type { Api } from '../api.ts';
import type { JsonObject } from '../json.ts';
import { notifiesAnyone } from '../mentions.ts';
import type { CommandNode } from './command-input.ts';
import { FakeGuild, type GuildHost, type GuildOptions } from './guild.ts';
import type { FakeInteraction } from './interaction.ts';
import { FakeMessage, type MessageOptions } from './message.ts';
import type { BotSettings } from './options.ts';
import { userJson } from './person.ts';
import { Snowflakes } from './snowflakes.ts';
import type { Note } from './violations.ts';

/** What the bot's side needs of the fake around it. */
export interface WorldOptions {
  settings: BotSettings;
  clock: Clock;
  /** Webhooks live there. */
  api: Api;
  origin: () => string;
  note: Note;
}

/** The commands of one guild, or the global ones, as last registered. */
export interface Registration {
  commands: readonly JsonObject[];
  /** How often they were replaced. */
  count: number;
}

/** All that exists on the bot's side of the fake. Knows no route and no rule. */
export class World {
  readonly settings: BotSettings;
  readonly clock: Clock;
  readonly api: Api;
  readonly origin: () => string;
  readonly note: Note;
  readonly applicationId = '100000000000000001';
  readonly userId = this.applicationId;
  readonly guilds = new Map<string, FakeGuild>();
  readonly messages: FakeMessage[] = [];
  /** By token. */
  readonly interactions = new Map<string, FakeInteraction>();
  /** The gateway's, once there is one. */
  tell: (event: string, data: JsonObject) => void = () => undefined;
  readonly #ids: Snowflakes;
  readonly #registrations = new Map<string, Registration>();

  constructor(options: WorldOptions) {
    this.settings = options.settings;
    this.clock = options.clock;
    this.api = options.api;
    this.origin = options.origin;
    this.note = options.note;
    this.#ids = new Snowflakes(options.clock);
  }

  get botUser(): JsonObject {
    return userJson({ id: this.userId, username: 'Crier' }, true);
  }

  newId(): string {
    return this.#ids.next();
  }

  addGuild(options: GuildOptions): FakeGuild {
    const host: GuildHost = {
      userId: this.userId,
      newId: () => this.newId(),
      // Discord tells of a channel only where the bot knows the guild.
      tell: (event, data) => this.tell(event, data),
      messagesOf: (id) => this.messages.filter((each) => each.channelId === id && !each.isEphemeral && !each.isDeleted),
    };
    const guild = new FakeGuild(options, host);
    this.guilds.set(guild.id, guild);
    this.tell('GUILD_CREATE', guild.gatewayJson(this.botUser));
    return guild;
  }

  removeGuild(guild: FakeGuild): void {
    this.guilds.delete(guild.id);
    this.tell('GUILD_DELETE', { id: guild.id });
  }

  channel(id: string | undefined) {
    for (const guild of this.guilds.values()) {
      const channel = guild.channels.find((each) => each.id === id);
      if (channel) return channel;
    }
    return undefined;
  }

  addMessage(options: MessageOptions): FakeMessage {
    const { applicationId, botUser } = this;
    const host = { applicationId, botUser, newId: () => this.newId(), now: () => this.clock.now() };
    const message = new FakeMessage(options, host);
    this.messages.push(message);
    this.noteFaults(message, message.body);
    return message;
  }

  /** Notes what Discord takes and yet is wrong with a message, as `sent` made it. */
  noteFaults(message: FakeMessage, sent: unknown): void {
    const missing = message.missingFiles(sent);
    if (missing.length > 0)
      this.note('missing_file', `the message shows ${missing.join(', ')}, which it does not have`);
    if (message.isEphemeral || message.body['allowed_mentions'] !== undefined) return;
    if (notifiesAnyone(message.mentions)) this.note('no_allowed_mentions', message.content);
  }

  /** Global ones without a guild. */
  registration(guildId = ''): Registration {
    return this.#registrations.get(guildId) ?? { commands: [], count: 0 };
  }

  register(guildId: string | undefined, commands: readonly JsonObject[]): void {
    const count = this.registration(guildId).count + 1;
    this.#registrations.set(guildId ?? '', { commands, count });
  }

  /** What a person can run in a guild. */
  commandsIn(guild: FakeGuild): readonly CommandNode[] {
    const all = [...this.registration(guild.id).commands, ...this.registration().commands];
    // They were checked when they were registered.
    return all as unknown as readonly CommandNode[];
  }
}
