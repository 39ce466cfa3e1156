import type { GuildDeps } from './guild-deps.ts';
import { keyOfCommands, type RegisteredCommands, readRegisteredCommands } from './registered-commands.ts';

/** The slash commands that were registered last in a Discord server; undefined where there are none. */
export async function getRegisteredCommands(
  deps: Pick<GuildDeps, 'storage'>,
  guildId: string,
): Promise<RegisteredCommands | undefined> {
  return readRegisteredCommands(await deps.storage.getMeta(keyOfCommands(guildId)));
}
