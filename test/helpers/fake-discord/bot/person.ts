import type { JsonObject } from '../json.ts';
import type { FakeChannel, FakeGuild } from './guild.ts';
import { bitsOf, type Permissions } from './permissions.ts';

/** Who does something, and where. */
export interface Who {
  id?: string;
  username?: string;
  /** What the person may do in the channel; Manage Server, unless named. */
  permissions?: Permissions;
  /** The language of the person's client. */
  locale?: string;
  /** The guild's first, unless named. */
  channel?: FakeChannel;
  /** Run a command even though `default_member_permissions` hides it, as where an owner has overruled that. */
  force?: boolean;
  /** Resolve at the first answer, even where it is only "is thinking"; `done` still tells of the final one. */
  untilFirstAnswer?: boolean;
}

/** A person, complete. */
export interface Person {
  id: string;
  username: string;
  permissions: bigint;
  locale: string;
  channel: FakeChannel;
  force: boolean;
  untilFirstAnswer: boolean;
}

/** @throws where the guild has no channel to be in. */
export function personOf(who: Who, guild: FakeGuild, where?: FakeChannel): Person {
  const channel = who.channel ?? where ?? guild.channels[0];
  if (!channel) throw new Error(`${guild.name} has no channel: add one, since a person must be somewhere`);
  return {
    id: who.id ?? '900000000000000001',
    username: who.username ?? 'steve',
    permissions: bitsOf(who.permissions ?? ['ManageGuild']),
    locale: who.locale ?? 'en-US',
    channel,
    force: who.force ?? false,
    untilFirstAnswer: who.untilFirstAnswer ?? false,
  };
}

/** Discord: User, "User Object". */
export function userJson(user: { id: string; username: string }, isBot = false): JsonObject {
  return {
    id: user.id,
    username: user.username,
    discriminator: isBot ? '0000' : '0',
    global_name: null,
    avatar: null,
    bot: isBot,
    public_flags: 0,
  };
}
