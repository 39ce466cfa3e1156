import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { requireEnabled } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

const most = 100;

/** The outcome for the refused requests of a source. */
export interface RetryResult {
  /** The requests that are believed now: they became events. */
  believed: number;
  /** The requests that are still not believed. */
  refused: number;
}

/**
 * Looks at the refused requests of a source again, after its secret was corrected: what a platform sent meanwhile is
 * not lost. A signature is judged at the time when it came.
 *
 * @throws CrierError `not_found`.
 */
export async function retryRefused(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'storage' | 'openRequest' | 'receive' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<RetryResult> {
  requireScope(actor, 'admin');
  requireEnabled(deps, actor, id);
  const receipts = await deps.storage.listReceipts(actor.store, id, { refused: true }, most);
  let believed = 0;
  for (const receipt of receipts.reverse()) {
    const { headers, query, body } = deps.openRequest(receipt);
    if (body === undefined) continue;
    const request = { body: Buffer.from(body, 'latin1'), headers, query, receivedAt: receipt.at };
    try {
      const { refused } = await deps.receive({ store: actor.store, source: id, request, again: receipt });
      if (refused === undefined) believed += 1;
    } catch (error) {
      // A body that cannot be read stays where it is.
      if (!(error instanceof CrierError) || error.code === 'store_unavailable') throw error;
    }
  }
  const refused = receipts.length - believed;
  const what = `${believed} of ${receipts.length} believed`;
  await deps.storage.addAudit(auditOf(actor, deps.clock.now(), 'retry-source', `source ${id}`, what));
  return { believed, refused };
}
