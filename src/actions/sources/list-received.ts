import type { Actor } from '../../model/api-key.ts';
import type { Receipt } from '../../model/receipt.ts';
import { requireScope } from '../require-scope.ts';
import { requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

const most = 100;

/** The last requests that a source received, newest first. @throws CrierError `not_found`. */
export async function listReceived(
  deps: Pick<SourceDeps, 'sources' | 'storage'>,
  actor: Actor,
  id: string,
): Promise<Omit<Receipt, 'sealed'>[]> {
  requireScope(actor, 'read');
  requireSource(deps, id);
  return deps.storage.listReceipts(actor.store, id, { refused: false }, most);
}
