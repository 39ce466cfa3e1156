import type { Database } from 'better-sqlite3';
import { rows } from '../verb.ts';

/** Matches that one look into the index of words takes. */
const mostTaken = 50_000;

/** Events that are answered together. */
const chunk = 500;

/** Searches whose matches are remembered for their next pages. */
const mostRemembered = 4;

interface Search {
  words: string;
  upTo: number;
  /** Numbers of events, newest first. */
  found: readonly number[];
  isComplete: boolean;
}

/**
 * Searches the events that match, newest first, some hundred at a time. FTS5 merges all entries of a prefix before it answers the first match,
 * so the matches of the last few searches are remembered: the next step goes on with them.
 */
export function eventSearch(db: Database): (words: string, upTo: number) => Iterable<readonly number[]> {
  const match = db
    .prepare(`
      SELECT w.rowid FROM event_words w WHERE event_words MATCH $words AND w.rowid <= $upTo
      ORDER BY w.rowid DESC LIMIT ${mostTaken}`)
    .pluck();
  let remembered: Search[] = [];

  function search(words: string, upTo: number): Search {
    const known = remembered.find(
      (one) =>
        one.words === words &&
        // A search from the start sees what came since.
        upTo < Number.MAX_SAFE_INTEGER &&
        upTo <= one.upTo &&
        (one.isComplete || (one.found.at(-1) ?? upTo) <= upTo),
    );
    if (known !== undefined) return known;
    const found = rows<number>(match.all({ words, upTo }));
    const made = { words, upTo, found, isComplete: found.length < mostTaken };
    remembered = [made, ...remembered.filter((one) => one.words !== words)].slice(0, mostRemembered);
    return made;
  }

  return function* (words, upTo) {
    for (let at = upTo; ; ) {
      const { found, isComplete } = search(words, at);
      const start = found.findIndex((seq) => seq <= at);
      for (let from = start; from >= 0 && from < found.length; from += chunk) yield found.slice(from, from + chunk);
      const last = found.at(-1);
      if (isComplete || last === undefined) return;
      at = last - 1;
    }
  };
}
