import type { Route } from '../../../model/route.ts';
import { rows, type Verb } from '../verb.ts';

interface RouteColumns {
  store_id: string;
  key: string;
  destination_id: string;
  rule: string;
  provisioned_by: string | null;
}

export default {
  mode: 'read',
  prepare(db) {
    const list = db.prepare('SELECT * FROM routes ORDER BY store_id, key');
    return () =>
      rows<RouteColumns>(list.all()).map(
        (found): Route => ({
          ...JSON.parse(found.rule),
          store: found.store_id,
          key: found.key,
          destination: found.destination_id,
          provisionedBy: found.provisioned_by ?? undefined,
        }),
      );
  },
} satisfies Verb<'listRoutes'>;
