import { type MessageColumns, messageColumns, toSentMessage } from '../message-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const ofStore = db.prepare(`
      SELECT ${messageColumns} FROM messages m INDEXED BY messages_by_store
      JOIN destinations x ON x.seq = m.destination_seq
      WHERE m.store_id = ? AND m.delivered = 1 ORDER BY m.seq DESC LIMIT ?`);
    const ofAll = db.prepare(`
      SELECT ${messageColumns} FROM messages m JOIN destinations x ON x.seq = m.destination_seq
      WHERE m.delivered = 1 ORDER BY m.seq DESC LIMIT ?`);
    return (store, limit) =>
      rows<MessageColumns>(store === undefined ? ofAll.all(limit) : ofStore.all(store, limit)).map(toSentMessage);
  },
} satisfies Verb<'listMessages'>;
