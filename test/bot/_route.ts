import type { FakeChannel } from '../helpers/fake-discord/bot/guild.ts';
import type { BotWorld } from './_world.ts';

/** The webhooks of a channel, as Discord knows them. */
export function webhooksIn({ discord }: Pick<BotWorld, 'discord'>, channel: { id: string }) {
  return [...discord.bot.world.api.webhooks.values()].filter(({ channelId }) => channelId === channel.id);
}

/** As another person's integration would: webhooks until the channel takes no more. */
export function fillWithWebhooks({ discord, guild }: Pick<BotWorld, 'discord' | 'guild'>, channel: { id: string }) {
  for (let count = 0; count < 15; count += 1) discord.addWebhook({ channelId: channel.id, guildId: guild.id });
}

/** A channel that the bot cannot see. */
export function addHidden({ guild }: Pick<BotWorld, 'guild'>): FakeChannel {
  return guild.addChannel({ name: 'hidden', botPermissions: [] });
}

/** A channel in which the bot may write and may not make webhooks. */
export function addWithoutWebhooks({ guild }: Pick<BotWorld, 'guild'>): FakeChannel {
  const botPermissions = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] as const;
  return guild.addChannel({ name: 'closed', botPermissions });
}
