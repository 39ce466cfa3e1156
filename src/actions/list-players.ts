import type { Actor } from '../model/api-key.ts';
import type { ActionDeps } from './action-deps.ts';
import { listDeliveries } from './list-deliveries.ts';

/** PLACEHOLDER: to be replaced. Names of players that contain a text. */
export async function listPlayers(deps: Pick<ActionDeps, 'store' | 'directory'>, actor: Actor, typed: string): Promise<string[]> {
  const { rows } = await listDeliveries(deps, actor, {}, { limit: 100 });
  const names = rows.flatMap(({ event }) => [event.player?.name, event.recipient?.name]).filter((name) => name !== undefined);
  return [...new Set(names)].filter((name) => name.toLowerCase().includes(typed.toLowerCase())).slice(0, 25);
}
