import type { KeyRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { row, rows, type Verbs } from './verb.ts';

interface KeyColumns {
  id: string;
  store_id: string;
  name: string;
  prefix: string;
  hash: string;
  scopes: string;
  categories: string | null;
  application: string | null;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
  provisioned_by: string | null;
}

export const keys = {
  listKeys: {
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
          application: found.application ?? undefined,
          createdAt: found.created_at,
          lastUsedAt: found.last_used_at ?? undefined,
          revokedAt: found.revoked_at ?? undefined,
          provisionedBy: found.provisioned_by ?? undefined,
        }));
    },
  },

  putKey: {
    mode: 'write',
    prepare(db, onChange) {
      const put = db.prepare(`
        INSERT INTO api_keys (id, store_id, name, prefix, hash, scopes, categories, application, created_at,
          provisioned_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
      const audit = auditStatement(db);
      return (key, entry) => {
        const { id, store, name, prefix, hash, categories, application, createdAt, provisionedBy } = key;
        const scopes = JSON.stringify(key.scopes);
        const limits = categories === undefined ? null : JSON.stringify(categories);
        const by = provisionedBy ?? null;
        put.run(id, store, name, prefix, hash, scopes, limits, application ?? null, createdAt, by);
        audit(entry);
        onChange({ noun: 'key', store, id });
      };
    },
  },

  revokeKey: {
    mode: 'write',
    prepare(db, onChange) {
      const revoke = db.prepare(`
        UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING store_id AS store`);
      const audit = auditStatement(db);
      return (id, at, entry) => {
        const revoked = row<{ store: string }>(revoke.get(at, id));
        if (revoked === undefined) return false;
        audit(entry);
        onChange({ noun: 'key', store: revoked.store, id });
        return true;
      };
    },
  },

  touchKeys: {
    mode: 'write',
    prepare(db) {
      const touch = db.prepare('UPDATE api_keys SET last_used_at = max(coalesce(last_used_at, 0), ?) WHERE id = ?');
      return (usedAt) => {
        for (const [id, at] of Object.entries(usedAt)) touch.run(at, id);
      };
    },
  },
} satisfies Verbs<KeyRows>;
