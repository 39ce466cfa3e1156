import type { Category } from '../../../model/category.ts';
import { rows, type Verb } from '../verb.ts';

interface WebhookColumns {
  id: string;
  store_id: string;
  name: string;
  category: Category;
  token_hash: string;
  created_at: number;
}

export default {
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
} satisfies Verb<'listWebhooks'>;
