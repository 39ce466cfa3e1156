import type { Lanes } from '../../../model/storage/lanes.ts';
import { type DeliveryColumns, deliveryColumns, toLaneRow } from '../deliveries/delivery-row.ts';
import { row, rows, type Verb } from '../verb.ts';

const lane = (index: string) => `
  SELECT ${deliveryColumns}, e.body
  FROM destinations x
  JOIN deliveries d INDEXED BY ${index} ON d.destination_seq = x.seq AND d.status = 'pending'
  JOIN events e ON e.seq = d.event_seq
  WHERE x.id = $destination`;

const freshSql = `${lane('deliveries_fresh')} AND d.next_attempt_at IS NULL
  ORDER BY d.seq LIMIT $limit`;
const dueSql = `${lane('deliveries_retrying')} AND d.next_attempt_at <= $now
  ORDER BY d.next_attempt_at LIMIT $limit`;
const farSql = `${lane('deliveries_retrying')} AND d.next_attempt_at > $latest
  ORDER BY d.next_attempt_at LIMIT $limit`;
const nextSql = `
  SELECT d.next_attempt_at AS at FROM destinations x
  JOIN deliveries d INDEXED BY deliveries_retrying ON d.destination_seq = x.seq AND d.status = 'pending'
  WHERE x.id = $destination AND d.next_attempt_at > $now ORDER BY d.next_attempt_at LIMIT 1`;

export const peekDue = {
  mode: 'read',
  prepare(db) {
    const [fresh, due, far, next] = [freshSql, dueSql, farSql, nextSql].map((sql) => db.prepare(sql));
    return (destination, { now, latest, limit }) => {
      const read = (found: unknown[] | undefined) =>
        rows<DeliveryColumns & { body: string }>(found ?? []).map(toLaneRow);
      const late = read(due?.all({ destination, now, limit }));
      const lost = late.length < limit ? read(far?.all({ destination, latest, limit: limit - late.length })) : [];
      return {
        fresh: read(fresh?.all({ destination, limit })),
        due: [...late, ...lost],
        nextDueAt: row<{ at: number }>(next?.get({ destination, now }))?.at,
      };
    };
  },
} satisfies Verb<Lanes['peekDue']>;
