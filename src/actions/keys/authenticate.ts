import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { KeyDeps } from './key-deps.ts';

/**
 * The actor who holds an API key; undefined where it is unknown or revoked.
 *
 * @param secret the key itself, or the token of the command line on this machine.
 * @param store the store that the command line means; a key has a store of its own.
 * @throws CrierError `not_found` where there is no such store.
 */
export function authenticate(deps: Pick<KeyDeps, 'registries'>, secret: string, store: string): Actor | undefined {
  const actor = deps.registries.apiKeys.actorOf(secret, store);
  if (actor === undefined) return undefined;
  if (deps.registries.stores.find(actor.store) !== undefined) return actor;
  throw new CrierError('not_found', `There is no store "${actor.store}".`);
}
