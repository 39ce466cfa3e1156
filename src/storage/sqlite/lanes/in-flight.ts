import type { Lanes } from '../../../model/storage/lanes.ts';
import { type DeliveryColumns, deliveryColumns, toLaneRow } from '../deliveries/delivery-row.ts';
import { row, rows, type Verbs } from '../verb.ts';
import { leaseLost } from './lease-lost.ts';
import { createLeases } from './leases.ts';

export const inFlight = {
  markInFlight: {
    mode: 'write',
    prepare(db) {
      createLeases(db);
      const epochOf = db.prepare(`
        SELECT leases.epoch FROM destinations x
        LEFT JOIN leases ON leases.destination_seq = x.seq WHERE x.id = ?`);
      const mark = db.prepare(`
        INSERT OR REPLACE INTO in_flight (delivery_seq, destination_seq)
        SELECT d.seq, x.seq FROM deliveries d, destinations x WHERE d.id = ? AND x.id = ?`);
      return (destination, deliveries, epoch) => {
        if (row<{ epoch: number | null }>(epochOf.get(destination))?.epoch !== epoch) throw leaseLost(destination);
        for (const delivery of deliveries) mark.run(delivery, destination);
      };
    },
  },

  listInFlight: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare(`
        SELECT ${deliveryColumns}, e.body
        FROM destinations x
        JOIN in_flight f ON f.destination_seq = x.seq
        JOIN deliveries d ON d.seq = f.delivery_seq
        JOIN events e ON e.seq = d.event_seq
        WHERE x.id = ? ORDER BY f.delivery_seq`);
      return (destination) => rows<DeliveryColumns & { body: string }>(list.all(destination)).map(toLaneRow);
    },
  },
} satisfies Verbs<Pick<Lanes, 'markInFlight' | 'listInFlight'>>;
