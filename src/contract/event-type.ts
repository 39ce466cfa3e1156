import { z } from 'zod';
import { eventCategories } from '../model/category.ts';
import { eventInputSchema, severities } from '../model/event.ts';
import type { EventType } from '../model/event-type.ts';

export const eventTypeSchema = z
  .object({
    type: z.string(),
    category: z.enum(eventCategories).describe('Where its sender names none'),
    severity: z.enum(severities).describe('Where its sender tells none'),
    title: z.string(),
    icon: z.string(),
    names: z
      .array(
        z.object({
          label: z.string(),
          name: z.string().describe('A path into the event, such as data.package'),
          aliases: z.array(z.string()).describe('Paths that count where the name is not there, the first first'),
          as: z.string().describe('How the value is written'),
        }),
      )
      .describe('The values that its message shows, in order'),
    sources: z.array(z.string()).describe('Which platforms tell it'),
    sample: eventInputSchema.nullable(),
  })
  .meta({ id: 'EventType' });

/** An event type as the API answers it. */
export function presentEventType({ fields, sample, ...rest }: EventType): z.infer<typeof eventTypeSchema> {
  const names = fields.map(({ label, from, as = 'text' }) => {
    const [name = '', ...aliases] = typeof from === 'string' ? [from] : from;
    return { label, name, aliases, as };
  });
  return { ...rest, names, sources: [...rest.sources], sample: sample ?? null };
}
