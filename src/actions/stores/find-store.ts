import type { Actor } from '../../model/api-key.ts';
import type { Store } from '../../model/store.ts';
import { requireScope } from '../require-scope.ts';
import type { StoreDeps } from './store-deps.ts';

/** The actor's store; undefined where there is none of its name. */
export function findStore(deps: StoreDeps, actor: Actor): Store | undefined {
  requireScope(actor, 'read');
  return deps.registries.stores.find(actor.store);
}
