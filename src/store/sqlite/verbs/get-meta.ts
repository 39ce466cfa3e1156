import { row, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const find = db.prepare('SELECT value FROM meta WHERE key = ?');
    return (key) => row<{ value: string }>(find.get(key))?.value;
  },
} satisfies Verb<'getMeta'>;
