import { firstIdAt } from '../../../lib/ids.ts';
import type { DeliveryFilter } from '../../../model/storage/deliveries.ts';
import { searchWords } from '../../search-words.ts';

/**
 * The conditions that a list of deliveries may be read along. The narrowest filter that has an index leads, and the walk follows the
 * sequence, so a page costs the same however large the table is; the other filters are checked on the way.
 */
const leadCondition = {
  words: 'event_words MATCH $words',
  rareStatus: 'd.status = $status',
  type: 'd.type = $type',
  category: 'd.category = $category',
  destination: 'd.destination_seq = (SELECT seq FROM destinations WHERE id = $destination)',
  status: 'd.status = $status',
  store: 'd.store_id = $store',
} as const;

const leadIndex = {
  words: 'deliveries_by_event',
  rareStatus: 'deliveries_by_status',
  type: 'deliveries_by_type',
  category: 'deliveries_by_category',
  destination: 'deliveries_by_destination',
  status: 'deliveries_by_status',
  store: 'deliveries_by_store',
} as const satisfies Record<keyof typeof leadCondition, string>;

export type FilterLead = keyof typeof leadCondition;

/** The filter that leads. `delivered` is the common status; every other one is rare in a table of any age. */
export function leadOf(filter: DeliveryFilter): FilterLead {
  if (filter.q !== undefined) return 'words';
  if (filter.status !== undefined && filter.status !== 'delivered') return 'rareStatus';
  if (filter.type !== undefined) return 'type';
  if (filter.category !== undefined) return 'category';
  if (filter.destination !== undefined) return 'destination';
  return filter.status === undefined ? 'store' : 'status';
}

/** FROM and WHERE of a list of deliveries that one filter leads. */
export function filterSql(lead: FilterLead): string {
  const from =
    lead === 'words'
      ? `event_words w CROSS JOIN deliveries d INDEXED BY ${leadIndex.words} ON d.event_seq = w.rowid`
      : `deliveries d INDEXED BY ${leadIndex[lead]}`;
  return `
    FROM ${from}
    CROSS JOIN events e ON e.seq = d.event_seq
    LEFT JOIN destinations x ON x.seq = d.destination_seq
    WHERE ${leadCondition[lead]} AND d.store_id = $store
      AND ($status IS NULL OR d.status = $status)
      AND ($type IS NULL OR d.type = $type)
      AND ($category IS NULL OR d.category = $category)
      AND ($destination IS NULL OR x.id = $destination)
      AND d.seq >= coalesce((SELECT seq FROM deliveries WHERE id >= $sinceId ORDER BY id LIMIT 1),
        CASE WHEN $sinceId IS NULL THEN 0 ELSE 9e15 END)
      AND d.seq < coalesce((SELECT seq FROM deliveries WHERE id >= $untilId ORDER BY id LIMIT 1), 9e15)
      AND ${
        lead === 'words'
          ? 'w.rowid <= $beforeEvent AND (w.rowid < $beforeEvent OR d.seq > $before)'
          : 'd.seq < $before AND $beforeEvent IS NOT NULL'
      }`;
}

/**
 * Newest first, along the index that leads. A search walks the index of words by event; the few deliveries of one
 * event come in the order of deliveries_by_event, since a second sort key would sort all matches first.
 */
export function orderSql(lead: FilterLead): string {
  return lead === 'words' ? 'ORDER BY w.rowid DESC' : 'ORDER BY d.seq DESC';
}

/**
 * The parameters of `filterSql`.
 * @param before the sequence numbers of the last delivery of the page before, and of its event.
 */
export function filterParameters(
  filter: DeliveryFilter,
  before: { seq?: number | undefined; eventSeq?: number | undefined } = {},
) {
  return {
    store: filter.store,
    status: filter.status ?? null,
    type: filter.type ?? null,
    category: filter.category ?? null,
    destination: filter.destination ?? null,
    sinceId: filter.since === undefined ? null : firstIdAt('dlv', filter.since),
    untilId: filter.until === undefined ? null : firstIdAt('dlv', filter.until),
    words: filter.q === undefined ? null : matchExpression(filter.q),
    before: before.seq ?? Number.MAX_SAFE_INTEGER,
    beforeEvent: before.eventSeq ?? Number.MAX_SAFE_INTEGER,
  };
}

/** FTS5's query: every word as a prefix, quoted so that none of its operators can be typed. */
export function matchExpression(q: string): string {
  const words = searchWords(q);
  return words.length === 0 ? '""' : words.map((word) => `"${word}"*`).join(' ');
}
