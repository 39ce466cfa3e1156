import type { Deliveries, DeliveryRow } from '../../../model/storage/deliveries.ts';
import { row, type Verb } from '../verb.ts';
import { type DeliveryColumns, deliveryColumns, toDelivery } from './delivery-row.ts';
import { deliveryFinder, placeOf } from './find-deliveries.ts';

/** A page ends here, so that large events do not hold up the others. */
const mostBytes = 2_000_000;

export const listDeliveries = {
  mode: 'read',
  prepare(db) {
    const find = deliveryFinder(db);
    const read = db.prepare(`
      SELECT ${deliveryColumns}, e.body FROM deliveries d CROSS JOIN events e ON e.seq = d.event_seq
      LEFT JOIN destinations x ON x.seq = d.destination_seq WHERE d.seq = ?`);
    return (filter, page) => {
      const { found, next } = find(filter, page);
      const list: DeliveryRow[] = [];
      let bytes = 0;
      for (const place of found) {
        const columns = row<DeliveryColumns & { body: string }>(read.get(place.seq));
        if (columns === undefined) continue;
        const { type, category, body } = columns;
        list.push({ ...toDelivery(columns), type, category, event: body });
        bytes += body.length;
        if (bytes > mostBytes && place !== found.at(-1)) return { rows: list, next: placeOf(place) };
      }
      return { rows: list, next };
    };
  },
} satisfies Verb<Deliveries['listDeliveries']>;

export const listDeliveryIds = {
  mode: 'read',
  prepare(db) {
    const find = deliveryFinder(db);
    const read = db.prepare('SELECT id FROM deliveries WHERE seq = ?').pluck();
    return (filter, page) => {
      const { found, next } = find(filter, page);
      return { rows: found.flatMap(({ seq }) => row<string>(read.get(seq)) ?? []), next };
    };
  },
} satisfies Verb<Deliveries['listDeliveryIds']>;
