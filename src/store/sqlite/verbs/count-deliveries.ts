import { filterParameters, filterSql, leadOf } from '../delivery-filter.ts';
import { row, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    return (filter, cap) => {
      const count = db.prepare(`SELECT count(*) AS n FROM (SELECT 1 ${filterSql(leadOf(filter))} LIMIT $limit)`);
      return row<{ n: number }>(count.get({ ...filterParameters(filter, undefined), limit: cap }))?.n ?? 0;
    };
  },
} satisfies Verb<'countDeliveries'>;
