import type { Event } from '../../../model/event.ts';
import { foldName } from '../../../model/event-facts.ts';
import type { Reports } from '../../../model/storage/reports.ts';
import { searchWords } from '../../search-words.ts';
import { rowsOf, type Verb } from '../verb.ts';

/** Somebody types meanwhile: neither the newest events nor the search are walked further than this. */
const mostLookedAt = 300;
const mostBytes = 1_000_000;

/** A shorter beginning of a word has so many matches that merging them takes long. */
const shortestSearched = 3;

export const listPlayerNames = {
  mode: 'read',
  prepare(db) {
    const recent = db.prepare(`
      SELECT store_id, body FROM events INDEXED BY events_by_time WHERE store_id = $store
      ORDER BY accepted_at DESC, seq DESC LIMIT ${mostLookedAt}`);
    const search = db.prepare(`
      SELECT e.store_id, e.body FROM event_words w CROSS JOIN events e ON e.seq = w.rowid
      WHERE event_words MATCH $words ORDER BY w.rowid DESC LIMIT ${mostLookedAt}`);

    return (store, text, limit) => {
      const wanted = foldName(text);
      const names = new Map<string, string>();
      function collect(found: Iterable<unknown>): void {
        let bytes = 0;
        for (const { store_id, body } of rowsOf<{ store_id: string; body: string }>(found)) {
          bytes += body.length;
          if (store_id === store) {
            const { player, recipient }: Event = JSON.parse(body);
            for (const name of [player?.name, recipient?.name]) {
              const folded = name === undefined ? '' : foldName(name);
              if (name === undefined || folded === '' || names.has(folded) || !folded.includes(wanted)) continue;
              names.set(folded, name);
            }
          }
          if (bytes > mostBytes) return;
        }
      }
      collect(recent.iterate({ store }));
      const words = searchWords(text);
      const isLong = words.length > 0 && words.every((word) => [...word].length >= shortestSearched);
      if (isLong && names.size < limit) {
        collect(search.iterate({ words: words.map((word) => `"${word}"*`).join(' ') }));
      }
      // Names that begin so stand before those that contain it; the newest first in each.
      const found = [...names];
      const begins = found.filter(([folded]) => folded.startsWith(wanted));
      const contains = found.filter(([folded]) => !folded.startsWith(wanted));
      return [...begins, ...contains].slice(0, limit).map(([, name]) => name);
    };
  },
} satisfies Verb<Reports['listPlayerNames']>;
