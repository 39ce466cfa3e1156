import { z } from 'zod';
import type { ShownDestination } from '../model/destination.ts';
import { isoOrNull, time } from './parts.ts';

export const destinationSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    label: z.string().describe('Without its secret'),
    name: z.string().nullable().describe('Of an endpoint its own, else as Discord calls it'),
    state: z.enum(['active', 'paused', 'broken']),
    problem: z.string().nullable(),
    paused_until: time.nullable(),
    channel_id: z.string().nullable(),
    guild_id: z.string().nullable(),
    checked_at: time.nullable(),
  })
  .meta({ id: 'Destination' });

/** A destination as the API answers it. */
export function presentDestination(destination: ShownDestination): z.infer<typeof destinationSchema> {
  const { id, kind, label, name, state, stateReason, pausedUntil, facts } = destination;
  return {
    id,
    kind,
    label,
    name: name ?? facts.name ?? null,
    // A deleted one is in the log alone.
    state: state === 'deleted' ? 'broken' : state,
    problem: stateReason ?? facts.problem ?? null,
    paused_until: isoOrNull(pausedUntil),
    channel_id: facts.channelId ?? null,
    guild_id: facts.guildId ?? null,
    checked_at: isoOrNull(facts.checkedAt),
  };
}
