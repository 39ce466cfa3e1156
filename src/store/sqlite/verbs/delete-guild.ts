import { auditStatement } from '../audit-statement.ts';
import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const remove = db.prepare('DELETE FROM guilds WHERE guild_id = ? AND store_id = ?');
    const audit = auditStatement(db);
    return (id, store, entry) => {
      const wasThere = remove.run(id, store).changes > 0;
      if (wasThere) audit(entry);
      return wasThere;
    };
  },
} satisfies Verb<'deleteGuild'>;
