import type { Category } from '../../model/category.ts';
import type { WebhookRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { rows, type Verbs } from './verb.ts';

interface WebhookColumns {
  id: string;
  store_id: string;
  name: string;
  category: Category;
  token_hash: string;
  created_at: number;
}

export const webhooks = {
  listWebhooks: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM webhooks ORDER BY id');
      return () =>
        rows<WebhookColumns>(list.all()).map((found) => ({
          id: found.id,
          store: found.store_id,
          name: found.name,
          category: found.category,
          tokenHash: found.token_hash,
          createdAt: found.created_at,
        }));
    },
  },

  addWebhook: {
    mode: 'write',
    prepare(db, onChange) {
      const add = db.prepare(`
        INSERT INTO webhooks (id, store_id, name, category, token_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)`);
      const audit = auditStatement(db);
      return ({ id, store, name, category, tokenHash, createdAt }, entry) => {
        add.run(id, store, name, category, tokenHash, createdAt);
        audit(entry);
        onChange({ noun: 'webhook', store, id });
      };
    },
  },

  deleteWebhook: {
    mode: 'write',
    prepare(db, onChange) {
      const remove = db.prepare('DELETE FROM webhooks WHERE store_id = ? AND id = ?');
      const audit = auditStatement(db);
      return (store, id, entry) => {
        const wasThere = remove.run(store, id).changes > 0;
        if (!wasThere) return false;
        audit(entry);
        onChange({ noun: 'webhook', store, id });
        return true;
      };
    },
  },
} satisfies Verbs<WebhookRows>;
