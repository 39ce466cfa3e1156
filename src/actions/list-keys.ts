import type { Actor, ApiKey } from '../model/api-key.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** The API keys of the actor's store, without their secrets. */
export function listKeys(deps: Pick<ActionDeps, 'registries'>, actor: Actor): ApiKey[] {
  requireScope(actor, 'admin');
  return deps.registries.apiKeys.list(actor.store);
}
