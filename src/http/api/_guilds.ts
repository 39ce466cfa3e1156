import { z } from 'zod';
import type { Guild } from '../../model/guild.ts';

export const guildSchema = z
  .object({
    id: z.string().describe("Discord's id of the server"),
    name: z.string().nullable().describe('As it was called when it was linked'),
    linked_at: z.iso.datetime(),
    linked_by: z.string(),
    provisioned_by: z.string().nullable().describe('Where the operator set it; then it is read-only here'),
  })
  .meta({ id: 'Guild' });

/** A link to a Discord server as the API shows it. */
export function presentGuild({ id, name, linkedAt, linkedBy, provisionedBy }: Guild): z.infer<typeof guildSchema> {
  return {
    id,
    name: name ?? null,
    linked_at: new Date(linkedAt).toISOString(),
    linked_by: linkedBy,
    provisioned_by: provisionedBy ?? null,
  };
}
