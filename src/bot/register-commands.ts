import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Actions } from '../actions/create-actions.ts';
import { describeCommands } from './describe-commands.ts';
import type { SlashCommand } from './slash-command.ts';

export interface RegisterDeps {
  actions: Actions;
  rest: REST;
  applicationId: string;
  commands: ReadonlyMap<string, SlashCommand>;
}

const registeredSchema = z.array(z.object({ id: z.string(), name: z.string() }));

/**
 * Registers the commands of one server, where they are not what was registered last: Discord allows 200 creations a
 * day (Application Commands, "Registering a Command").
 *
 * @returns name → id of each command, for mentions of them.
 */
export async function registerCommands(
  { actions, rest, applicationId, commands }: RegisterDeps,
  guildId: string,
): Promise<ReadonlyMap<string, string>> {
  const body = describeCommands(commands, actions.guilds.storesOf(guildId));
  const hash = createHash('sha256').update(applicationId).update(JSON.stringify(body)).digest('base64url');
  const kept = await actions.guilds.getRegisteredCommands(guildId);
  if (kept?.hash === hash) return new Map(Object.entries(kept.ids));
  const answer = await rest.put(Routes.applicationGuildCommands(applicationId, guildId), { body });
  const ids = Object.fromEntries(registeredSchema.parse(answer).map(({ id, name }) => [name, id]));
  await actions.guilds.setRegisteredCommands(guildId, { hash, ids });
  return new Map(Object.entries(ids));
}
