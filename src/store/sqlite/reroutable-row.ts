import type { ReroutableDelivery } from '../../model/records.ts';

export interface ReroutableColumns {
  seq: number;
  id: string;
  destination: string | null;
  body: string;
}

export function toReroutable(row: ReroutableColumns): ReroutableDelivery {
  return { seq: row.seq, deliveryId: row.id, destination: row.destination ?? undefined, event: row.body };
}
