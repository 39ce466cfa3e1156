import { type MessageColumns, messageColumns, toSentMessage } from '../message-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare(`
      SELECT ${messageColumns} FROM messages m INDEXED BY messages_by_store
      JOIN destinations x ON x.seq = m.destination_seq
      WHERE m.store_id = ? AND m.delivered = 1 AND m.format = 'discord' ORDER BY m.seq DESC LIMIT ?`);
    return (store, limit) => rows<MessageColumns>(list.all(store, limit)).map(toSentMessage);
  },
} satisfies Verb<'listMessages'>;
