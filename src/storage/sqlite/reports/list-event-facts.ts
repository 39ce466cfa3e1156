import { type EventFacts, factsOf } from '../../../model/event-facts.ts';
import type { Reports } from '../../../model/storage/reports.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { lateMs } from '../events/late-events.ts';
import { rowsOf, type Verb } from '../verb.ts';

/** A page ends here, so that events with files in them do not hold up the others. */
const mostBytes = 1_000_000;

// Both halves come in the order of an index; SQLite merges them row by row.
const factsSql = `
  SELECT accepted_at AS at, seq, body FROM events INDEXED BY events_by_time
  WHERE store_id = $store AND (accepted_at, seq) > ($at, $seq) AND accepted_at < $until AND occurred_at IS NULL
  UNION ALL
  SELECT occurred_at AS at, seq, body FROM events INDEXED BY events_by_occurrence
  WHERE store_id = $store AND (occurred_at, seq) > ($at, $seq) AND occurred_at < $until
  ORDER BY at, seq LIMIT $limit`;

export const listEventFacts = {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(factsSql);
    return (store, { from, to, after, limit }) => {
      const [at = from, seq = -1] = after === undefined ? [] : decodeCursor(after, 2);
      const rows: EventFacts[] = [];
      let last = { at, seq };
      let looked = 0;
      let bytes = 0;
      for (const found of rowsOf<{ at: number; seq: number; body: string }>(
        list.iterate({ store, at, seq, until: to + lateMs, limit }),
      )) {
        // The body is read here: SQLite's json_extract takes more than twice as long for these fields.
        const facts = factsOf(JSON.parse(found.body));
        if (facts.countedAt >= from && facts.countedAt < to) rows.push(facts);
        last = { at: found.at, seq: found.seq };
        looked += 1;
        bytes += found.body.length;
        if (bytes > mostBytes) break;
      }
      const isCut = looked === limit || bytes > mostBytes;
      return { rows, next: isCut ? encodeCursor(last.at, last.seq) : undefined };
    };
  },
} satisfies Verb<Reports['listEventFacts']>;
