import { type RouteColumns, toRoute } from '../route-row.ts';
import { rows, type Verb } from '../verb.ts';

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare('SELECT * FROM routes ORDER BY store_id, key');
    return () => rows<RouteColumns>(list.all()).map(toRoute);
  },
} satisfies Verb<'listRoutes'>;
