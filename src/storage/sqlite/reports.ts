import type { Reports, SentMessage } from '../../model/storage/reports.ts';
import { getCounts } from './reports/get-counts.ts';
import { listEventFacts } from './reports/list-event-facts.ts';
import { listPlayerFacts } from './reports/list-player-facts.ts';
import { listPlayerNames } from './reports/list-player-names.ts';
import { rows, type Verbs } from './verb.ts';

interface MessageColumns {
  seq: number;
  store_id: string;
  destination: string;
  sent_at: number;
  message_id: string | null;
  body: string;
}

/** As many digits as the largest number that is counted exactly has in hexadecimal: then texts sort as numbers do. */
const idDigits = 14;

function toSentMessage(found: MessageColumns): SentMessage {
  return {
    id: found.seq.toString(16).padStart(idDigits, '0'),
    store: found.store_id,
    destination: found.destination,
    sentAt: found.sent_at,
    messageId: found.message_id ?? undefined,
    body: found.body,
  };
}

export const reports = {
  getCounts,
  listEventFacts,
  listPlayerFacts,
  listPlayerNames,

  listMessages: {
    mode: 'read',
    prepare(db) {
      const list = db.prepare(`
        SELECT m.seq, m.store_id, x.id AS destination, m.sent_at, m.message_id, m.body
        FROM messages m INDEXED BY messages_by_store
        JOIN destinations x ON x.seq = m.destination_seq
        WHERE m.store_id = ? AND m.delivered = 1 AND m.format = 'discord' AND m.seq > ? ORDER BY m.seq DESC LIMIT ?`);
      return (store, limit, after = '0') =>
        rows<MessageColumns>(list.all(store, Number.parseInt(after, 16), limit)).map(toSentMessage);
    },
  },
} satisfies Verbs<Reports>;
