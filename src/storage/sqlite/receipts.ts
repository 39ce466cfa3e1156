import type { Receipt, ReceiptCause } from '../../model/receipt.ts';
import type { Receipts } from '../../model/storage/receipts.ts';
import { row, rows, type Verbs } from './verb.ts';

/** Of the refused requests of a source so many are kept: strangers must not fill the disk. */
const mostRefused = 100;

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

function toReceipt(found: ReceiptColumns): Receipt {
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

export const receipts = {
  addReceipt: {
    mode: 'write',
    prepare(db) {
      const add = db.prepare(`
        INSERT INTO requests (id, store_id, source, at, cause, detail, events, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
      const trim = db.prepare(`
        DELETE FROM requests WHERE store_id = $store AND source = $source AND cause IS NOT NULL AND seq <= (
          SELECT seq FROM requests WHERE store_id = $store AND source = $source AND cause IS NOT NULL
          ORDER BY seq DESC LIMIT 1 OFFSET ${mostRefused})`);
      return ({ id, store, source, at, cause, detail, events, sealed }) => {
        add.run(id, store, source, at, cause ?? null, detail ?? null, JSON.stringify(events), sealed);
        if (cause !== undefined) trim.run({ store, source });
      };
    },
  },

  settleReceipt: {
    mode: 'write',
    prepare(db) {
      const settle = db.prepare('UPDATE requests SET cause = NULL, detail = NULL, events = ? WHERE id = ?');
      return (id, events) => {
        settle.run(JSON.stringify(events), id);
      };
    },
  },

  listReceipts: {
    mode: 'read',
    prepare(db) {
      const all = db.prepare('SELECT * FROM requests WHERE store_id = ? AND source = ? ORDER BY seq DESC LIMIT ?');
      const refusedOnly = db.prepare(`
        SELECT * FROM requests WHERE store_id = ? AND source = ? AND cause IS NOT NULL ORDER BY seq DESC LIMIT ?`);
      return (store, source, { refused }, limit) =>
        rows<ReceiptColumns>((refused ? refusedOnly : all).all(store, source, limit)).map(toReceipt);
    },
  },

  getReceipt: {
    mode: 'read',
    prepare(db) {
      const get = db.prepare('SELECT * FROM requests WHERE id = ? AND store_id = ?');
      return (store, id) => {
        const found = row<ReceiptColumns>(get.get(id, store));
        return found === undefined ? undefined : toReceipt(found);
      };
    },
  },
} satisfies Verbs<Receipts>;
