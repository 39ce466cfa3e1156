import { type ReceiptColumns, toReceipt } from '../receipt-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const all = db.prepare('SELECT * FROM requests WHERE store_id = ? AND source = ? ORDER BY seq DESC LIMIT ?');
    const refusedOnly = db.prepare(`
      SELECT * FROM requests WHERE store_id = ? AND source = ? AND cause IS NOT NULL ORDER BY seq DESC LIMIT ?`);
    return (store, source, { refused }, limit) =>
      rows<ReceiptColumns>((refused ? refusedOnly : all).all(store, source, limit)).map(toReceipt);
  },
} satisfies Verb<'listReceipts'>;
