import type { Actor, ApiKey } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import type { KeyDeps } from './key-deps.ts';

/** The API keys of the actor's store, without their secrets. */
export function listKeys(deps: Pick<KeyDeps, 'registries'>, actor: Actor): ApiKey[] {
  requireScope(actor, 'admin');
  return deps.registries.apiKeys.list(actor.store);
}
