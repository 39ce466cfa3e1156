import { firstIdAt } from '../../lib/ids.ts';
import type { DeliveryFilter } from '../../model/records.ts';

/**
 * What a list of deliveries is read along. The narrowest filter that has an index leads, and the walk follows the
 * sequence, so a page costs the same however large the table is; the other filters are checked on the way.
 */
export const filterLeads = {
  words: 'd.event_seq IN (SELECT rowid FROM event_words WHERE words MATCH $words)',
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
} as const satisfies Record<keyof typeof filterLeads, string>;

export type FilterLead = keyof typeof filterLeads;

/** Which filter leads. `delivered` is the common status; every other one is rare in a table of any age. */
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
  return `
    FROM deliveries d INDEXED BY ${leadIndex[lead]}
    JOIN events e ON e.seq = d.event_seq
    LEFT JOIN destinations x ON x.seq = d.destination_seq
    WHERE ${filterLeads[lead]} AND d.store_id = $store
      AND ($status IS NULL OR d.status = $status)
      AND ($type IS NULL OR d.type = $type)
      AND ($category IS NULL OR d.category = $category)
      AND ($destination IS NULL OR x.id = $destination)
      AND d.seq >= coalesce((SELECT seq FROM deliveries WHERE id >= $sinceId ORDER BY id LIMIT 1), CASE WHEN $sinceId IS NULL THEN 0 ELSE 9e15 END)
      AND d.seq < coalesce((SELECT seq FROM deliveries WHERE id >= $untilId ORDER BY id LIMIT 1), 9e15)
      AND d.seq < $before`;
}

/** The parameters of `filterSql`. */
export function filterParameters(filter: DeliveryFilter, before: number | undefined) {
  return {
    store: filter.store,
    status: filter.status ?? null,
    type: filter.type ?? null,
    category: filter.category ?? null,
    destination: filter.destination ?? null,
    sinceId: filter.since === undefined ? null : firstIdAt('dlv', filter.since),
    untilId: filter.until === undefined ? null : firstIdAt('dlv', filter.until),
    words: filter.q === undefined ? null : matchExpression(filter.q),
    before: before ?? Number.MAX_SAFE_INTEGER,
  };
}

/** FTS5's query: every word as a prefix, quoted so that none of its operators can be typed. */
export function matchExpression(q: string): string {
  const words = q.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
  return words.length === 0 ? '""' : words.map((word) => `"${word}"*`).join(' ');
}
