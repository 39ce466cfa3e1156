import type { ProvisionedRoute } from '../../src/model/route.ts';
import type { FakeChannel, FakeGuild } from '../helpers/fake-discord/bot/guild.ts';
import { botDefaults } from '../helpers/fake-discord/bot/options.ts';
import { isObject } from '../helpers/fake-discord/json.ts';
import type { Reply } from '../helpers/fake-discord/reply.ts';
import type { FakeDiscord } from '../helpers/fake-discord.ts';
import { createWorld, type World } from './_world.ts';

export interface ChannelWorld extends World {
  guild: FakeGuild;
  channel: FakeChannel;
}

export const withBot = { bot: { token: botDefaults.token, guildId: undefined } };
export const withoutBot = { bot: { token: undefined, guildId: undefined } };

/** A whole Crier whose default route leads into a channel that its bot writes into. The fake sets the bot no limit. */
export async function createChannelWorld(options: { settings?: typeof withBot | typeof withoutBot } = {}) {
  let guild: FakeGuild | undefined;
  let channel: FakeChannel | undefined;
  const world = await createWorld(
    (discord) => {
      honourNonces(discord);
      guild = discord.addGuild({ name: 'Frostvale' });
      channel = guild.addChannel({ name: 'sales' });
      return { default: routeTo(channel) };
    },
    { discord: { bot: { channelLimit: null } }, app: { settings: options.settings ?? withBot } },
  );
  if (guild === undefined || channel === undefined) throw new Error('the routes were not made');
  return Object.assign(world, { guild, channel }) satisfies ChannelWorld;
}

/** A route of the operator's that leads into a channel. */
export function routeTo({ id }: FakeChannel): Partial<ProvisionedRoute> & { url: string } {
  return { url: '', target: { kind: 'discord-channel', settings: { channel_id: id } } };
}

/** The players in the messages of a channel, in order. */
export function playersOf({ messages }: FakeChannel): string[] {
  return messages.flatMap(({ embeds }) =>
    embeds.map((embed) => {
      const { author } = embed as { author?: { name?: string } };
      return author?.name ?? '?';
    }),
  );
}

/**
 * Makes the fake answer a nonce that it has seen with the first message (Discord: Message Resource, "Create Message").
 * Without an end of its own: the tests' clock stands still where it matters.
 */
function honourNonces({ bot }: FakeDiscord): void {
  const seen = new Map<string, Reply>();
  const handle = bot.handle.bind(bot);
  bot.handle = (call, content) => {
    const { nonce, enforce_nonce } = isObject(content.body) ? content.body : {};
    const isEnforced = call.route === '/channels/{channel}/messages' && enforce_nonce === true;
    const known = isEnforced ? seen.get(String(nonce)) : undefined;
    if (known !== undefined) return known;
    const reply = handle(call, content);
    if (isEnforced && reply.status === 200) seen.set(String(nonce), reply);
    return reply;
  };
}
