import type { Deliveries } from '../../../model/storage/deliveries.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { rows, type Verb } from '../verb.ts';
import { filterParameters, filterSql, leadOf, orderSql } from './delivery-filter.ts';
import { type DeliveryColumns, deliveryColumns, toDelivery } from './delivery-row.ts';

export const listDeliveries = {
  mode: 'read',
  prepare(db) {
    return (filter, { before, limit }) => {
      const [seq, eventSeq] = before === undefined ? [] : decodeCursor(before, 2);
      const lead = leadOf(filter);
      const list = db.prepare(`
        SELECT ${deliveryColumns}, d.event_seq, e.body ${filterSql(lead)} ${orderSql(lead)} LIMIT $limit`);
      const parameters = { ...filterParameters(filter, { seq, eventSeq }), limit: limit + 1 };
      const found = rows<DeliveryColumns & { body: string; event_seq: number }>(list.all(parameters));
      const page = found.slice(0, limit);
      const last = found.length > limit ? page.at(-1) : undefined;
      return {
        rows: page.map((columns) => ({
          ...toDelivery(columns),
          type: columns.type,
          category: columns.category,
          event: columns.body,
        })),
        next: last === undefined ? undefined : encodeCursor(last.seq, last.event_seq),
      };
    };
  },
} satisfies Verb<Deliveries['listDeliveries']>;
