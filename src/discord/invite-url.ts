import { isSnowflake } from './snowflake.ts';

/** Discord: Permissions, "Bitwise Permission Flags". */
const permissions = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  manageWebhooks: 1n << 29n,
};

/**
 * The address at which an owner invites the bot into a server, with the permissions that it needs. A bot's token
 * begins with its application's id in base64.
 *
 * @returns undefined for what is no token.
 */
export function inviteUrl(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1');
  if (!isSnowflake(id)) return undefined;
  const all = Object.values(permissions).reduce((sum, one) => sum | one, 0n);
  const query = new URLSearchParams({ client_id: id, scope: 'bot applications.commands', permissions: all.toString() });
  return `https://discord.com/oauth2/authorize?${query}`;
}
