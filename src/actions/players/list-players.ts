import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import type { PlayerDeps } from './player-deps.ts';

/** The most suggestions that Discord shows. */
const most = 25;

/** Names of players of the actor's store that contain a text; those that begin with it first. For suggestions. */
export async function listPlayers(deps: Pick<PlayerDeps, 'storage'>, actor: Actor, text: string): Promise<string[]> {
  requireScope(actor, 'read');
  return deps.storage.listPlayerNames(actor.store, text, most);
}
