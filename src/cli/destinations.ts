import { z } from 'zod';
import { read } from './api.ts';
import { type CliContext, CliError } from './context.ts';

const list = z.object({
  data: z.array(
    z.object({ destination: z.object({ id: z.string(), label: z.string(), name: z.string().nullable() }) }),
  ),
});

/** The name that Discord gives a webhook, else its masked URL. */
export function nameOf({ name, label }: { name: string | null; label: string }): string {
  return name ?? label;
}

/** Destination id → name, of those that routes lead to; empty where the key may not read. */
export async function destinationNames(context: CliContext): Promise<ReadonlyMap<string, string>> {
  try {
    const { data } = read(list, await context.request('GET', '/v1/routes'));
    return new Map(data.map(({ destination }) => [destination.id, nameOf(destination)]));
  } catch (error) {
    if (error instanceof CliError) return new Map();
    throw error;
  }
}

/** Where a delivery goes, in a word. */
export function placeOf(
  { destination, route }: { destination: string | null; route?: string | null },
  names: ReadonlyMap<string, string>,
): string {
  if (destination === null) return 'no route';
  return names.get(destination) ?? route ?? 'preview';
}
