import { type MessageColumns, messageColumns, toSentMessage } from '../message-row.ts';
import { row, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const find = db.prepare(`
      SELECT ${messageColumns} FROM messages m JOIN destinations x ON x.seq = m.destination_seq WHERE m.seq = ?`);
    return (seq) => {
      const found = row<MessageColumns>(find.get(seq));
      return found === undefined ? undefined : toSentMessage(found);
    };
  },
} satisfies Verb<'getMessage'>;
