import type { GuildDeps } from './guild-deps.ts';

/** Tells the id of every Discord server whose links change from now on. The returned function ends it. */
export function onLinksChanged(deps: Pick<GuildDeps, 'registries'>, listener: (guildId: string) => void): () => void {
  return deps.registries.guilds.changed.subscribe(listener);
}
