import type { BotWorld } from './_world.ts';

/** The webhooks of a channel, as Discord knows them. */
export function webhooksIn({ discord }: Pick<BotWorld, 'discord'>, channel: { id: string }) {
  return [...discord.bot.world.api.webhooks.values()].filter(({ channelId }) => channelId === channel.id);
}

/** As another person's integration would: webhooks until the channel takes no more. */
export function fillWithWebhooks({ discord, guild }: Pick<BotWorld, 'discord' | 'guild'>, channel: { id: string }) {
  for (let count = 0; count < 15; count += 1) discord.addWebhook({ channelId: channel.id, guildId: guild.id });
}
