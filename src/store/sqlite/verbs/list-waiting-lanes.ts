import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare('SELECT id FROM destinations WHERE pending > 0 ORDER BY seq');
    return () => rows<{ id: string }>(list.all()).map(({ id }) => id);
  },
} satisfies Verb<'listWaitingLanes'>;
