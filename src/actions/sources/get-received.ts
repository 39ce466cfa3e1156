import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Receipt } from '../../model/receipt.ts';
import { requireScope } from '../require-scope.ts';
import { everySecretOf, hideCredentials, type ShownRequest } from './hide-credentials.ts';
import { requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/**
 * One request as it came, its credentials hidden. It holds all that the platform knows of a buyer, so that it takes an
 * admin to see it.
 *
 * @throws CrierError `not_found`.
 */
export async function getReceived(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'storage' | 'openReceipt'>,
  actor: Actor,
  source: string,
  id: string,
): Promise<Omit<Receipt, 'sealed'> & ShownRequest> {
  requireScope(actor, 'admin');
  const platform = requireSource(deps, source);
  const receipt = await deps.storage.getReceipt(actor.store, id);
  if (receipt?.source !== source) {
    throw new CrierError(
      'not_found',
      `The source ${source} has no request ${id}; it may have been dropped by its age.`,
    );
  }
  const secrets = everySecretOf(deps.registries.sources.find(actor.store, source));
  return { ...receipt, ...hideCredentials(deps.openReceipt(receipt), platform, secrets) };
}
