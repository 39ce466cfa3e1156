import { type DestinationColumns, toDestinationRecord } from '../destination-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare('SELECT * FROM destinations ORDER BY seq');
    return () => rows<DestinationColumns>(list.all()).map(toDestinationRecord);
  },
} satisfies Verb<'listDestinations'>;
