import { CrierError } from '../../../model/errors.ts';
import type { DeliveryFilter } from '../../../model/storage/deliveries.ts';
import { searchWords } from '../../search-words.ts';

/**
 * The conditions that a list of deliveries may be read along. The narrowest filter that has an index leads, and the walk
 * follows the sequence; the other filters are looked at on the way.
 */
const leadCondition = {
  rareStatus: 'd.store_id = $store AND d.status = $status',
  type: 'd.store_id = $store AND d.type = $type',
  category: 'd.store_id = $store AND d.category = $category',
  destination: 'd.destination_seq = (SELECT seq FROM destinations WHERE id = $destination)',
  status: 'd.store_id = $store AND d.status = $status',
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
} as const satisfies Record<keyof typeof leadCondition | 'words', string>;

export type FilterLead = keyof typeof leadIndex;

export const filterLeads = Object.keys(leadIndex) as FilterLead[];

/** The filter that leads. `delivered` is the common status; every other one is rare in a table of any age. */
export function leadOf(filter: DeliveryFilter): FilterLead {
  if (filter.q !== undefined) return 'words';
  if (filter.status !== undefined && filter.status !== 'delivered') return 'rareStatus';
  if (filter.type !== undefined) return 'type';
  if (filter.category !== undefined) return 'category';
  if (filter.destination !== undefined) return 'destination';
  return filter.status === undefined ? 'store' : 'status';
}

/**
 * The deliveries along one index, newest first, each with `fits`: that all filters hold for it. Those that do not fit
 * come too, so that who reads them can stop. A search reads the deliveries of `$events`, a JSON list, in their order, as
 * deliveries_by_event has them; an event without any comes as number 0.
 */
export function walkSql(lead: FilterLead): string {
  const [eventSeq, from] =
    lead === 'words'
      ? [
          'j.value',
          `json_each($events) j LEFT JOIN deliveries d INDEXED BY ${leadIndex.words}
            ON d.event_seq = j.value AND (j.value <> $event OR d.seq > $after)`,
        ]
      : [
          'd.event_seq',
          `deliveries d INDEXED BY ${leadIndex[lead]}
            WHERE ${leadCondition[lead]} AND d.seq >= $first AND d.seq <= $last ORDER BY d.seq DESC`,
        ];
  return `
    SELECT coalesce(d.seq, 0) AS seq, ${eventSeq} AS eventSeq, d.store_id = $store
      AND ($status IS NULL OR d.status = $status)
      AND ($type IS NULL OR d.type = $type)
      AND ($category IS NULL OR d.category = $category)
      AND ($destination IS NULL OR d.destination_seq = (SELECT seq FROM destinations WHERE id = $destination))
      AND ($since IS NULL OR d.created_at >= $since)
      AND ($until IS NULL OR d.created_at < $until) AS fits
    FROM ${from}`;
}

/** The parameters of `walkSql`, but for the place where the walk begins. */
export function filterParameters(filter: DeliveryFilter) {
  return {
    store: filter.store,
    status: filter.status ?? null,
    type: filter.type ?? null,
    category: filter.category ?? null,
    destination: filter.destination ?? null,
    since: filter.since ?? null,
    until: filter.until ?? null,
  };
}

/** The most words of one search: the index is read once for each of them. */
const mostWords = 10;

/**
 * FTS5's query: every word as a prefix, quoted so that none of its operators can be typed. A word that another one
 * begins with says nothing of its own.
 *
 * @throws CrierError `invalid_request` for more than ten words.
 */
export function matchExpression(q: string): string {
  const all = [...new Set(searchWords(q))];
  const words = all.filter((word) => !all.some((other) => other !== word && other.startsWith(word)));
  if (words.length > mostWords) {
    throw new CrierError('invalid_request', `A search takes up to ${mostWords} words, and there are ${words.length}.`, {
      errors: [{ path: 'q', message: `expected at most ${mostWords} words` }],
    });
  }
  return words.length === 0 ? '""' : words.map((word) => `"${word}"*`).join(' ');
}
