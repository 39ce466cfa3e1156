import { type ReceiptColumns, toReceipt } from '../receipt-row.ts';
import { row, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const get = db.prepare('SELECT * FROM requests WHERE id = ? AND store_id = ?');
    return (store, id) => {
      const found = row<ReceiptColumns>(get.get(id, store));
      return found === undefined ? undefined : toReceipt(found);
    };
  },
} satisfies Verb<'getReceipt'>;
