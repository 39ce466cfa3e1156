import { rows, type Verb } from '../verb.ts';

interface GuildColumns {
  guild_id: string;
  store_id: string;
  name: string | null;
  linked_at: number;
  linked_by: string;
  provisioned_by: string | null;
}

export default {
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
} satisfies Verb<'listGuilds'>;
