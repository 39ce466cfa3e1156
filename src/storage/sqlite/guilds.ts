import type { GuildRows } from '../../model/storage/registry-rows.ts';
import { auditStatement } from './audit-statement.ts';
import { row, rows, type Verbs } from './verb.ts';

interface GuildColumns {
  guild_id: string;
  store_id: string;
  name: string | null;
  linked_at: number;
  linked_by: string;
  provisioned_by: string | null;
}

export const guilds = {
  listGuilds: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare('SELECT * FROM guilds ORDER BY guild_id, store_id');
      return () =>
        rows<GuildColumns>(list.all()).map((found) => ({
          id: found.guild_id,
          store: found.store_id,
          name: found.name ?? undefined,
          linkedAt: found.linked_at,
          linkedBy: found.linked_by,
          provisionedBy: found.provisioned_by ?? undefined,
        }));
    },
  },

  putGuild: {
    mode: 'write',
    prepare(db, onChange) {
      const put = db.prepare(`
        INSERT INTO guilds (guild_id, store_id, name, linked_at, linked_by, provisioned_by) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET name = excluded.name, linked_at = excluded.linked_at, linked_by = excluded.linked_by,
          provisioned_by = excluded.provisioned_by`);
      const audit = auditStatement(db);
      return ({ id, store, name, linkedAt, linkedBy, provisionedBy }, entry) => {
        put.run(id, store, name ?? null, linkedAt, linkedBy, provisionedBy ?? null);
        audit(entry);
        onChange({ noun: 'guild', store, id });
      };
    },
  },

  deleteGuild: {
    mode: 'write',
    prepare(db, onChange) {
      const remove = db.prepare('DELETE FROM guilds WHERE guild_id = ? AND store_id = ?');
      const audit = auditStatement(db);
      return (id, store, entry) => {
        const wasThere = remove.run(id, store).changes > 0;
        if (!wasThere) return false;
        audit(entry);
        onChange({ noun: 'guild', store, id });
        return true;
      };
    },
  },

  putLinkCode: {
    mode: 'write',
    prepare(db) {
      const expire = db.prepare('DELETE FROM link_codes WHERE expires_at <= ?');
      const put = db.prepare('INSERT INTO link_codes (hash, store_id, expires_at) VALUES (?, ?, ?)');
      const audit = auditStatement(db);
      return ({ hash, store, expiresAt }, now, entry) => {
        expire.run(now);
        put.run(hash, store, expiresAt);
        audit(entry);
      };
    },
  },

  takeLinkCode: {
    mode: 'write',
    prepare(db) {
      const expire = db.prepare('DELETE FROM link_codes WHERE expires_at <= ?');
      const take = db.prepare('DELETE FROM link_codes WHERE hash = ? RETURNING store_id AS store');
      return (hash, now) => {
        expire.run(now);
        return row<{ store: string }>(take.get(hash))?.store;
      };
    },
  },
} satisfies Verbs<GuildRows>;
