import type { JsonObject } from '../json.ts';
import type { FakeMessage } from './message.ts';
import { allows, bitsOf, complement, type Permissions, permission, usualPermissions } from './permissions.ts';

export interface GuildOptions {
  name?: string;
  /** The guild's own language. */
  locale?: string;
  /** What the bot may do where a channel says nothing else. */
  botPermissions?: Permissions;
}

export interface ChannelOptions {
  name?: string;
  /** 0 text, 2 voice, 4 category, 5 announcements, 15 forum. */
  type?: number;
  /** What the bot may do in it; as in the guild, unless named. */
  botPermissions?: Permissions;
}

/** What guilds and channels need of the fake around them. */
export interface GuildHost {
  userId: string;
  newId: () => string;
  /** Tells the client about a change. */
  tell: (event: string, data: JsonObject) => void;
  messagesOf: (channelId: string) => readonly FakeMessage[];
}

/** A channel of a guild that the bot is in. */
export class FakeChannel {
  readonly id: string;
  readonly guild: FakeGuild;
  readonly type: number;
  name: string;
  readonly #host: GuildHost;
  #botPermissions: bigint | undefined;

  constructor(guild: FakeGuild, options: ChannelOptions, host: GuildHost) {
    this.#host = host;
    this.guild = guild;
    this.id = host.newId();
    this.type = options.type ?? 0;
    this.name = options.name ?? `channel-${guild.channels.length + 1}`;
    this.#botPermissions = options.botPermissions === undefined ? undefined : bitsOf(options.botPermissions);
  }

  get botPermissions(): bigint {
    return this.#botPermissions ?? this.guild.botPermissions;
  }

  /** What the bot wrote here for all to see, deleted ones left out. */
  get messages(): readonly FakeMessage[] {
    return this.#host.messagesOf(this.id);
  }

  botMay(needed: bigint): boolean {
    return allows(this.botPermissions | (this.guild.botPermissions & permission.Administrator), needed);
  }

  /** As an administrator would do it while the bot runs. */
  setBotPermissions(permissions: Permissions): void {
    this.#botPermissions = bitsOf(permissions);
    this.#host.tell('CHANNEL_UPDATE', this.json());
  }

  rename(name: string): void {
    this.name = name;
    this.#host.tell('CHANNEL_UPDATE', this.json());
  }

  delete(): void {
    this.guild.forget(this);
    this.#host.tell('CHANNEL_DELETE', this.json());
  }

  json(): JsonObject {
    const own = this.#botPermissions;
    const overwrite = own === undefined ? [] : [overwriteFor(this.#host.userId, own)];
    return {
      id: this.id,
      type: this.type,
      guild_id: this.guild.id,
      name: this.name,
      position: this.guild.channels.indexOf(this),
      permission_overwrites: overwrite,
      parent_id: null,
      topic: null,
      nsfw: false,
      rate_limit_per_user: 0,
      last_message_id: null,
    };
  }
}

function overwriteFor(userId: string, bits: bigint): JsonObject {
  return { id: userId, type: 1, allow: String(bits), deny: String(complement(bits)) };
}

/** A guild that the bot is in. */
export class FakeGuild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly ownerId: string;
  /** The role that Discord gave the bot when it was invited. */
  readonly botRoleId: string;
  readonly channels: FakeChannel[] = [];
  readonly botPermissions: bigint;
  readonly #host: GuildHost;

  constructor(options: GuildOptions, host: GuildHost) {
    this.#host = host;
    this.id = host.newId();
    this.ownerId = host.newId();
    this.botRoleId = host.newId();
    this.name = options.name ?? 'Frostvale';
    this.locale = options.locale ?? 'en-US';
    this.botPermissions = bitsOf(options.botPermissions ?? usualPermissions);
  }

  addChannel(options: ChannelOptions = {}): FakeChannel {
    const channel = new FakeChannel(this, options, this.#host);
    this.channels.push(channel);
    this.#host.tell('CHANNEL_CREATE', channel.json());
    return channel;
  }

  /** For `FakeChannel.delete`. */
  forget(channel: FakeChannel): void {
    this.channels.splice(this.channels.indexOf(channel), 1);
  }

  /** Discord: Guild, "Guild Object". */
  json(): JsonObject {
    return {
      id: this.id,
      name: this.name,
      icon: null,
      owner_id: this.ownerId,
      preferred_locale: this.locale,
      features: [],
      roles: [role(this.id, '@everyone', 0n, 0), role(this.botRoleId, 'Crier', this.botPermissions, 1)],
      emojis: [],
      stickers: [],
      afk_timeout: 300,
      verification_level: 0,
      default_message_notifications: 0,
      explicit_content_filter: 0,
      mfa_level: 0,
      nsfw_level: 0,
      premium_tier: 0,
      premium_progress_bar_enabled: false,
      system_channel_flags: 0,
    };
  }

  /** As the list of the bot's own guilds shows it. */
  partialJson(): JsonObject {
    const { id, name, botPermissions } = this;
    return { id, name, icon: null, banner: null, owner: false, permissions: String(botPermissions), features: [] };
  }

  botMember(botUser: JsonObject): JsonObject {
    return { ...member([this.botRoleId]), user: botUser };
  }

  /** As the gateway shows it when the bot comes (Discord: Gateway Events, "Guild Create"). */
  gatewayJson(botUser: JsonObject): JsonObject {
    return {
      ...this.json(),
      unavailable: false,
      large: false,
      joined_at: '2026-01-01T00:00:00.000000+00:00',
      member_count: 2,
      channels: this.channels.map((channel) => channel.json()),
      threads: [],
      members: [this.botMember(botUser)],
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }
}

function role(id: string, name: string, permissions: bigint, position: number): JsonObject {
  const look = { color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null } };
  const rest = { hoist: false, managed: position > 0, mentionable: false, flags: 0 };
  return { id, name, permissions: String(permissions), position, ...look, ...rest };
}

/** A member without its user (Discord: Guild, "Guild Member Object"). */
export function member(roles: readonly string[]): JsonObject {
  return {
    roles,
    joined_at: '2026-01-01T00:00:00.000000+00:00',
    nick: null,
    avatar: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    premium_since: null,
    communication_disabled_until: null,
  };
}
