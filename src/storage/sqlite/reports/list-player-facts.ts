import { type PlayerFacts, playerFactsOf } from '../../../model/event-facts.ts';
import type { Reports } from '../../../model/storage/reports.ts';
import { searchWords } from '../../search-words.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { rowsOf, type Verb } from '../verb.ts';

/** A page ends here, so that events with files in them do not hold up the others. */
const mostBytes = 1_000_000;

/** So many that the search finds are looked at for one page. */
export const mostLookedAt = 500;

export const listPlayerFacts = {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(`
      SELECT e.seq, e.store_id, e.body FROM event_words w CROSS JOIN events e ON e.seq = w.rowid
      WHERE event_words MATCH $words AND w.rowid < $before ORDER BY w.rowid DESC LIMIT ${mostLookedAt}`);
    return (store, nameOrId, { before, limit }) => {
      const [start = Number.MAX_SAFE_INTEGER] = before === undefined ? [] : decodeCursor(before, 1);
      const words = searchWords(nameOrId).map((word) => `"${word}"`);
      const rows: PlayerFacts[] = [];
      if (words.length === 0) return { rows, next: undefined };
      const parameters = { words: words.join(' '), before: start };
      let last = 0;
      let lookedAt = 0;
      let bytes = 0;
      for (const found of rowsOf<{ seq: number; store_id: string; body: string }>(list.iterate(parameters))) {
        last = found.seq;
        lookedAt += 1;
        bytes += found.body.length;
        const facts = found.store_id === store ? playerFactsOf(JSON.parse(found.body), nameOrId) : undefined;
        if (facts !== undefined) rows.push(facts);
        if (rows.length === limit || bytes > mostBytes) return { rows, next: encodeCursor(last) };
      }
      return { rows, next: lookedAt === mostLookedAt ? encodeCursor(last) : undefined };
    };
  },
} satisfies Verb<Reports['listPlayerFacts']>;
