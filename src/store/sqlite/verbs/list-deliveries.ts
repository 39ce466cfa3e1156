import { filterParameters, filterSql, leadOf, orderSql } from '../delivery-filter.ts';
import { type DeliveryColumns, deliveryColumns, toDelivery } from '../delivery-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    return (filter, { before, limit }) => {
      const lead = leadOf(filter);
      const list = db.prepare(`
        SELECT ${deliveryColumns}, d.event_seq, e.body ${filterSql(lead)} ${orderSql(lead)} LIMIT $limit`);
      const parameters = { ...filterParameters(filter, before), limit: limit + 1 };
      const found = rows<DeliveryColumns & { body: string; event_seq: number }>(list.all(parameters));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        rows: page.map((columns) => ({
          ...toDelivery(columns),
          type: columns.type,
          category: columns.category,
          event: columns.body,
        })),
        next: found.length > limit && last !== undefined ? { seq: last.seq, eventSeq: last.event_seq } : undefined,
      };
    };
  },
} satisfies Verb<'listDeliveries'>;
