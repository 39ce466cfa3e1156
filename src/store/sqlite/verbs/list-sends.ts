import { rows, type Verb } from '../verb.ts';

/** More than any window of Discord's limits can hold; bounds the walk where clocks jump. */
const mostSends = 5_000;

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(`
      SELECT x.id AS destination, m.sent_at AS at
      FROM (SELECT * FROM messages ORDER BY seq DESC LIMIT ${mostSends}) m
      JOIN destinations x ON x.seq = m.destination_seq
      WHERE m.sent_at >= ? ORDER BY m.seq`);
    return (since) => rows<{ destination: string; at: number }>(list.all(since));
  },
} satisfies Verb<'listSends'>;
