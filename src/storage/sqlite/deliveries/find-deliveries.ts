import type { Database } from 'better-sqlite3';
import type { DeliveryFilter } from '../../../model/storage/deliveries.ts';
import type { Cursor } from '../../../model/storage/page.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { rowsOf } from '../verb.ts';
import { type FilterLead, filterLeads, filterParameters, leadOf, matchExpression, walkSql } from './delivery-filter.ts';
import { timeBoundsQuery } from './delivery-hours.ts';
import { eventSearch } from './search-events.ts';

/** The rows that one call looks at: a few milliseconds, for which a commit may have to wait. */
export const mostLookedAt = 1_000;

/** A delivery by the numbers that a list is sorted by. */
export interface FoundDelivery {
  seq: number;
  eventSeq: number;
}

interface Candidate extends FoundDelivery {
  /** Null where a filter names what does not exist. */
  fits: 0 | 1 | null;
}

export interface DeliveryPage {
  found: FoundDelivery[];
  next: Cursor | undefined;
}

/** Finds deliveries that match, newest first. A page ends after `limit` of them, or where it has looked at enough rows. */
export function deliveryFinder(
  db: Database,
): (filter: DeliveryFilter, page: { before?: Cursor | undefined; limit: number }) => DeliveryPage {
  const walks = new Map(filterLeads.map((lead) => [lead, db.prepare(walkSql(lead))]));
  const boundsOf = timeBoundsQuery(db);
  const search = eventSearch(db);

  function* walk(filter: DeliveryFilter, lead: FilterLead, before: Partial<FoundDelivery>): Iterable<Candidate> {
    const statement = walks.get(lead);
    const bounds = boundsOf(filter);
    const parameters = filterParameters(filter);
    if (lead !== 'words') {
      const last = Math.min(bounds.lastSeq, (before.seq ?? Number.MAX_SAFE_INTEGER) - 1);
      yield* rowsOf<Candidate>(statement?.iterate({ ...parameters, first: bounds.firstSeq, last }) ?? []);
      return;
    }
    const upTo = Math.min(bounds.lastEventSeq, before.eventSeq ?? Number.MAX_SAFE_INTEGER);
    const place = { event: before.eventSeq ?? 0, after: before.seq ?? 0 };
    for (const some of search(matchExpression(filter.q ?? ''), upTo)) {
      const events = some.filter((event) => event >= bounds.firstEventSeq);
      const found = statement?.iterate({ ...parameters, ...place, events: JSON.stringify(events) });
      yield* rowsOf<Candidate>(found ?? []);
      if (events.length < some.length) return;
    }
  }

  return (filter, { before, limit }) => {
    const [seq, eventSeq] = before === undefined ? [] : decodeCursor(before, 2);
    const found: FoundDelivery[] = [];
    let lookedAt = 0;
    let last: FoundDelivery | undefined;
    const start = { ...(seq !== undefined && { seq }), ...(eventSeq !== undefined && { eventSeq }) };
    for (const candidate of walk(filter, leadOf(filter), start)) {
      if (last !== undefined && lookedAt === mostLookedAt) return { found, next: placeOf(last) };
      const end = found.length === limit ? found.at(-1) : undefined;
      if (candidate.fits === 1 && end !== undefined) return { found, next: placeOf(end) };
      if (candidate.fits === 1) found.push(candidate);
      last = candidate;
      lookedAt += 1;
    }
    return { found, next: undefined };
  };
}

/** The place behind a delivery, as a list hands it out. */
export function placeOf({ seq, eventSeq }: FoundDelivery): Cursor {
  return encodeCursor(seq, eventSeq);
}
