import type { Receipt, ReceiptCause } from '../../model/received.ts';

/** A row of the table of requests. */
export interface ReceiptColumns {
  id: string;
  store_id: string;
  source: string;
  at: number;
  cause: ReceiptCause | null;
  detail: string | null;
  events: string;
  sealed: string;
}

export function toReceipt(found: ReceiptColumns): Receipt {
  return {
    id: found.id,
    store: found.store_id,
    source: found.source,
    at: found.at,
    cause: found.cause ?? undefined,
    detail: found.detail ?? undefined,
    events: JSON.parse(found.events),
    sealed: found.sealed,
  };
}
