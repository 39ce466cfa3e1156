import { type EventFacts, factsOf } from '../../../model/event-facts.ts';
import type { Reports } from '../../../model/storage/reports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { rowsOf, type Verb } from '../verb.ts';

/** A page ends here, so that events with files in them do not hold up the others. */
const mostBytes = 1_000_000;

const factsSql = `
  SELECT seq, accepted_at, body FROM events INDEXED BY events_by_time
  WHERE store_id = $store AND (accepted_at, seq) > ($at, $seq) AND accepted_at < $to
  ORDER BY accepted_at, seq LIMIT $limit`;

export const listEventFacts = {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(factsSql);
    return (store, { from, to, after, limit }) => {
      const [at = from, seq = -1] = after === undefined ? [] : decodeCursor(after, 2);
      const rows: EventFacts[] = [];
      let last = { at, seq };
      let bytes = 0;
      for (const found of rowsOf<{ seq: number; accepted_at: number; body: string }>(
        list.iterate({ store, at, seq, to, limit }),
      )) {
        // The body is read here: SQLite's json_extract takes more than twice as long for these fields.
        rows.push(factsOf(JSON.parse(found.body)));
        last = { at: found.accepted_at, seq: found.seq };
        bytes += found.body.length;
        if (bytes > mostBytes) break;
      }
      const isCut = rows.length === limit || bytes > mostBytes;
      return { rows, next: isCut ? encodeCursor(last.at, last.seq) : undefined };
    };
  },
} satisfies Verb<Reports['listEventFacts']>;
