import type { SentMessage } from '../../model/records.ts';

export interface MessageColumns {
  seq: number;
  store_id: string;
  destination: string;
  sent_at: number;
  message_id: string | null;
  body: string;
}

export const messageColumns = 'm.seq, m.store_id, x.id AS destination, m.sent_at, m.message_id, m.body';

export function toSentMessage(row: MessageColumns): SentMessage {
  return {
    seq: row.seq,
    store: row.store_id,
    destination: row.destination,
    sentAt: row.sent_at,
    messageId: row.message_id ?? undefined,
    body: row.body,
  };
}
