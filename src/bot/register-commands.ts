import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { ActionDeps } from '../actions/action-deps.ts';
import { describeCommands } from './describe-commands.ts';
import type { SlashCommand } from './slash-command.ts';

export interface RegisterDeps {
  deps: Pick<ActionDeps, 'registries'> & { store: Pick<ActionDeps['store'], 'getMeta' | 'setMeta'> };
  rest: REST;
  applicationId: string;
  commands: ReadonlyMap<string, SlashCommand>;
}

const registeredSchema = z.array(z.object({ id: z.string(), name: z.string() }));
const keptSchema = z.object({ hash: z.string(), ids: z.record(z.string(), z.string()) });

const keyOf = (guildId: string) => `bot:commands:${guildId}`;

/**
 * Registers the commands of one server, where they are not what was registered last: Discord allows 200 creations a
 * day (Application Commands, "Registering a Command").
 *
 * @returns name → id of each command, for mentions of them.
 */
export async function registerCommands(
  { deps, rest, applicationId, commands }: RegisterDeps,
  guildId: string,
): Promise<ReadonlyMap<string, string>> {
  const stores = deps.registries.guilds.storesOf(guildId).flatMap((id) => deps.registries.stores.find(id) ?? []);
  const body = describeCommands(commands, stores);
  const hash = createHash('sha256').update(applicationId).update(JSON.stringify(body)).digest('base64url');
  const kept = keptSchema.safeParse(readJson(await deps.store.getMeta(keyOf(guildId)))).data;
  if (kept?.hash === hash) return new Map(Object.entries(kept.ids));
  const answer = await rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body });
  const ids = Object.fromEntries(registeredSchema.parse(answer).map(({ id, name }) => [name, id]));
  await deps.store.setMeta(keyOf(guildId), JSON.stringify({ hash, ids }));
  return new Map(Object.entries(ids));
}

/** Forgets what was registered: whoever removes the bot removes its commands. */
export function forgetCommands(deps: RegisterDeps['deps'], guildId: string): Promise<void> {
  return deps.store.setMeta(keyOf(guildId), '');
}

function readJson(text: string | undefined): unknown {
  return text === undefined || text === '' ? undefined : JSON.parse(text);
}
