import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Receipt, ReceiptContent } from '../../model/receipt.ts';
import { requireScope } from '../require-scope.ts';
import { requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/**
 * One request as it came. It holds all that the platform knows of a buyer, so that it takes an admin to see it.
 *
 * @throws CrierError `not_found`.
 */
export async function getReceived(
  deps: Pick<SourceDeps, 'sources' | 'storage' | 'openReceipt'>,
  actor: Actor,
  source: string,
  id: string,
): Promise<Omit<Receipt, 'sealed'> & ReceiptContent> {
  requireScope(actor, 'admin');
  requireSource(deps, source);
  const receipt = await deps.storage.getReceipt(actor.store, id);
  if (receipt?.source !== source) {
    throw new CrierError(
      'not_found',
      `The source ${source} has no request ${id}; it may have been dropped by its age.`,
    );
  }
  return { ...receipt, ...deps.openReceipt(receipt) };
}
