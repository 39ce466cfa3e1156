import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import type { Guild } from '../model/guild.ts';
import { provisionedBy, time } from './parts.ts';

export const guildSchema = z
  .object({
    id: z.string().describe("Discord's id of the server"),
    name: z.string().nullable().describe('As it was called when it was linked'),
    linked_at: time,
    linked_by: z.string(),
    provisioned_by: provisionedBy,
  })
  .meta({ id: 'Guild' });

/** A code that links a Discord server once. */
export const linkCodeSchema = z.object({
  code: z.string().describe('Such as K7QF-2M9D'),
  expires_at: time,
  command: z.string().describe('What to type in Discord'),
});

/** A link to a Discord server as the API answers it. */
export function presentGuild(guild: Guild): z.infer<typeof guildSchema> {
  const { id, name, linkedAt, linkedBy, provisionedBy: by } = guild;
  return { id, name: name ?? null, linked_at: iso(linkedAt), linked_by: linkedBy, provisioned_by: by ?? null };
}
