import { rows, type Verb } from '../verb.ts';

interface KeyColumns {
  id: string;
  store_id: string;
  name: string;
  prefix: string;
  hash: string;
  scopes: string;
  categories: string | null;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
  provisioned_by: string | null;
}

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare('SELECT * FROM api_keys ORDER BY id');
    return () =>
      rows<KeyColumns>(list.all()).map((found) => ({
        id: found.id,
        store: found.store_id,
        name: found.name,
        prefix: found.prefix,
        hash: found.hash,
        scopes: JSON.parse(found.scopes),
        categories: found.categories === null ? undefined : JSON.parse(found.categories),
        createdAt: found.created_at,
        lastUsedAt: found.last_used_at ?? undefined,
        revokedAt: found.revoked_at ?? undefined,
        provisionedBy: found.provisioned_by ?? undefined,
      }));
  },
} satisfies Verb<'listKeys'>;
