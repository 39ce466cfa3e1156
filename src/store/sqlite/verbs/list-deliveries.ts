import { filterParameters, filterSql, leadOf } from '../delivery-filter.ts';
import { type DeliveryColumns, deliveryColumns, toDelivery } from '../delivery-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    return (filter, { before, limit }) => {
      const list = db.prepare(`
        SELECT ${deliveryColumns}, e.body ${filterSql(leadOf(filter))} ORDER BY d.seq DESC LIMIT $limit`);
      const parameters = { ...filterParameters(filter, before), limit: limit + 1 };
      const found = rows<DeliveryColumns & { body: string }>(list.all(parameters));
      const page = found.slice(0, limit);
      return {
        rows: page.map((columns) => ({
          ...toDelivery(columns),
          seq: columns.seq,
          type: columns.type,
          category: columns.category,
          event: columns.body,
        })),
        next: found.length > limit ? page.at(-1)?.seq : undefined,
      };
    };
  },
} satisfies Verb<'listDeliveries'>;
