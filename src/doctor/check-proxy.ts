import type { Settings } from '../settings/settings.ts';
import { type Finding, note, ok } from './finding.ts';

/** The proxy that Discord is reached through, without its password, and what it is not used for. */
export function checkProxy({ discord: { proxy }, bot }: Pick<Settings, 'discord' | 'bot'>): Finding[] {
  if (proxy === undefined) return [];
  const found = ok(`Discord is reached through the proxy ${new URL(proxy.url).host} (HTTPS_PROXY); endpoints are not`);
  if (bot.token === undefined) return [found];
  const cure = 'Let this machine connect to discord.com and gateway.discord.gg, or do without slash commands.';
  return [found, note('the bot does not use HTTPS_PROXY', cure)];
}
