import { bind } from '../bind.ts';
import { createLinkCode } from './create-link-code.ts';
import { getRegisteredCommands } from './get-registered-commands.ts';
import type { GuildDeps } from './guild-deps.ts';
import { linkGuild } from './link-guild.ts';
import { listGuilds } from './list-guilds.ts';
import { onLinksChanged } from './on-links-changed.ts';
import { setRegisteredCommands } from './set-registered-commands.ts';
import { storesOfGuild } from './stores-of-guild.ts';
import { unlinkGuild } from './unlink-guild.ts';

/** The actions on Discord servers. */
export const guildActions = (deps: GuildDeps) => ({
  list: bind(deps, listGuilds),
  createLinkCode: bind(deps, createLinkCode),
  link: bind(deps, linkGuild),
  unlink: bind(deps, unlinkGuild),
  storesOf: bind(deps, storesOfGuild),
  onLinksChanged: bind(deps, onLinksChanged),
  getRegisteredCommands: bind(deps, getRegisteredCommands),
  setRegisteredCommands: bind(deps, setRegisteredCommands),
});
