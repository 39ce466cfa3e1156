import { type DeliveryColumns, deliveryColumns, toLaneRow } from '../delivery-row.ts';
import { rows, type Verb } from '../verb.ts';

export const claimLaneSql = `
  SELECT ${deliveryColumns}, e.body
  FROM destinations x
  JOIN deliveries d INDEXED BY deliveries_waiting ON d.destination_seq = x.seq AND d.status = 'pending'
  JOIN events e ON e.seq = d.event_seq
  WHERE x.id = ? ORDER BY d.seq LIMIT ?`;

export default {
  mode: 'read',
  prepare(db) {
    const claim = db.prepare(claimLaneSql);
    return (destinationId, limit) =>
      rows<DeliveryColumns & { body: string }>(claim.all(destinationId, limit)).map(toLaneRow);
  },
} satisfies Verb<'claimLane'>;
