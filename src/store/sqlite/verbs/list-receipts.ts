import type { ReceiptCause } from '../../../model/received.ts';
import { rows, type Verb } from '../verb.ts';

interface ReceiptColumns {
  id: string;
  store_id: string;
  source: string;
  at: number;
  cause: ReceiptCause | null;
  detail: string | null;
  events: string;
  sealed: string;
}

export default {
  mode: 'read',
  prepare(db) {
    const all = db.prepare('SELECT * FROM requests WHERE store_id = ? AND source = ? ORDER BY seq DESC LIMIT ?');
    const refusedOnly = db.prepare(`
      SELECT * FROM requests WHERE store_id = ? AND source = ? AND cause IS NOT NULL ORDER BY seq DESC LIMIT ?`);
    return (store, source, { refused }, limit) =>
      rows<ReceiptColumns>((refused ? refusedOnly : all).all(store, source, limit)).map((found) => ({
        id: found.id,
        store: found.store_id,
        source: found.source,
        at: found.at,
        cause: found.cause ?? undefined,
        detail: found.detail ?? undefined,
        events: JSON.parse(found.events),
        sealed: found.sealed,
      }));
  },
} satisfies Verb<'listReceipts'>;
