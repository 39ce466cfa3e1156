import type { GuildDeps } from './guild-deps.ts';
import { keyOfCommands, type RegisteredCommands, writeRegisteredCommands } from './registered-commands.ts';

/** Writes down which slash commands are registered in a Discord server; undefined: none any more. */
export async function setRegisteredCommands(
  deps: Pick<GuildDeps, 'storage'>,
  guildId: string,
  commands: RegisteredCommands | undefined,
): Promise<void> {
  await deps.storage.setMeta(keyOfCommands(guildId), commands === undefined ? '' : writeRegisteredCommands(commands));
}
