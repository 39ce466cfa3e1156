import type { Category } from '../../../model/category.ts';
import { rows, type Verb } from '../verb.ts';

interface SourceColumns {
  store_id: string;
  source: string;
  sealed: string;
  category: Category | null;
  provisioned_by: string | null;
  created_at: number;
}

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare('SELECT * FROM sources ORDER BY store_id, source');
    return () =>
      rows<SourceColumns>(list.all()).map((found) => ({
        store: found.store_id,
        source: found.source,
        sealed: found.sealed,
        category: found.category ?? undefined,
        provisionedBy: found.provisioned_by ?? undefined,
        createdAt: found.created_at,
      }));
  },
} satisfies Verb<'listSources'>;
