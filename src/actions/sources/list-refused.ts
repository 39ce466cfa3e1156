import type { Actor } from '../../model/api-key.ts';
import type { ReceiptCause } from '../../model/receipt.ts';
import { requireScope } from '../require-scope.ts';
import { everySecretOf, hideCredentials } from './hide-credentials.ts';
import { requireSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** The most that are kept. */
const most = 100;

/** A request that a source did not take, with the likely reason. */
export interface RefusedRequest {
  id: string;
  at: number;
  cause: ReceiptCause;
  detail: string;
  /** Headers with credentials are masked. */
  headers: Readonly<Record<string, string>>;
}

/** The last requests that a source did not take, newest first. @throws CrierError `not_found`. */
export async function listRefused(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'storage' | 'openReceipt'>,
  actor: Actor,
  id: string,
): Promise<RefusedRequest[]> {
  requireScope(actor, 'read');
  const source = requireSource(deps, id);
  const secrets = everySecretOf(deps.registries.sources.find(actor.store, id));
  const receipts = await deps.storage.listReceipts(actor.store, id, { refused: true }, most);
  return receipts.flatMap((receipt) => {
    const { cause, detail = '' } = receipt;
    if (cause === undefined) return [];
    return [
      {
        id: receipt.id,
        at: receipt.at,
        cause,
        detail,
        headers: hideCredentials(deps.openReceipt(receipt), source, secrets).headers,
      },
    ];
  });
}
