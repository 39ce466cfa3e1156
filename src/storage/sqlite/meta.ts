import type { Meta } from '../../model/storage/upkeep.ts';
import { auditStatement } from './audit-statement.ts';
import { row, type Verbs } from './verb.ts';

export const meta = {
  getMeta: {
    mode: 'read',
    prepare(db) {
      const find = db.prepare('SELECT value FROM meta WHERE key = ?');
      return (key) => row<{ value: string }>(find.get(key))?.value;
    },
  },

  setMeta: {
    mode: 'write',
    prepare(db) {
      const put = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
      return (key, value) => {
        put.run(key, value);
      };
    },
  },

  probe: {
    mode: 'write',
    prepare(db) {
      const write = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('probed_at', ?)");
      return (now) => {
        write.run(String(now));
      };
    },
  },

  addAudit: { mode: 'write', prepare: (db) => auditStatement(db) },
} satisfies Verbs<Meta>;
