import { type EventFacts, factsOf } from '../../../model/event-facts.ts';
import { rowsOf, type Verb } from '../verb.ts';

/** A page ends here, so that events with files in them do not hold up the others. */
const mostBytes = 4_000_000;

export const listEventFactsSql = `
  SELECT seq, accepted_at, body FROM events INDEXED BY events_by_time
  WHERE store_id = $store AND (accepted_at, seq) > ($at, $seq) AND accepted_at < $to
  ORDER BY accepted_at, seq LIMIT $limit`;

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(listEventFactsSql);
    return (store, { from, to, after, limit }) => {
      const { at, seq } = after ?? { at: from, seq: -1 };
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
      return { rows, next: rows.length === limit || bytes > mostBytes ? last : undefined };
    };
  },
} satisfies Verb<'listEventFacts'>;
