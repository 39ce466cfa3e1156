import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Store } from '../../model/store.ts';
import { findStore } from './find-store.ts';
import type { StoreDeps } from './store-deps.ts';

/** The actor's store. @throws CrierError `not_found`. */
export function requireStore(deps: StoreDeps, actor: Actor): Store {
  const store = findStore(deps, actor);
  if (store !== undefined) return store;
  throw new CrierError('not_found', `There is no store "${actor.store}".`);
}
