import { endpointSchema } from '../contract/endpoint.ts';
import { listOf } from '../contract/parts.ts';
import { routeSchema } from '../contract/route.ts';
import { destinationName } from '../model/destination-name.ts';
import { read } from './api.ts';
import { type CliContext, CliError } from './context.ts';

/** Destination id → name, of those that routes and subscriptions lead to; empty where the key may not read. */
export async function destinationNames(context: CliContext): Promise<ReadonlyMap<string, string>> {
  try {
    const [routed, own] = await Promise.all([
      context.request('GET', '/v1/routes'),
      context.request('GET', '/v1/endpoints'),
    ]);
    return new Map([
      ...read(listOf(routeSchema), routed).data.flatMap(({ destination }): [string, string][] =>
        destination === null ? [] : [[destination.id, destinationName(destination)]],
      ),
      ...read(listOf(endpointSchema), own).data.map(({ id, name }): [string, string] => [id, name]),
    ]);
  } catch (error) {
    if (error instanceof CliError) return new Map();
    throw error;
  }
}

/** The destination of a delivery, in a word. */
export function placeOf(
  delivery: { destination: string | null; destination_name?: string | null; route?: string | null },
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const { destination, destination_name, route } = delivery;
  if (destination === null) return 'no route';
  return destination_name ?? names.get(destination) ?? route ?? 'preview';
}
