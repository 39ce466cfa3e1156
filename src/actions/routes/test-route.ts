import type { TestReport } from '../../contract/test-report.ts';
import type { Actor } from '../../model/api-key.ts';
import { type Category, categories, categoryOf } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import { wayOfKey } from '../../pipeline/route.ts';
import { requireScope } from '../require-scope.ts';
import { sendTest } from '../send-test.ts';
import { destinationOf } from './report-route.ts';
import { requireRoute } from './require-route.ts';
import { requireRouteKey } from './require-route-key.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * Sends a test message the way that events of a key go, by its route or by the next that matches, and answers what its
 * first attempt came to.
 *
 * @throws CrierError `invalid_request` for what is no key; `not_found` where no route leads anywhere.
 */
export async function testRoute(deps: RouteDeps, actor: Actor, key: string): Promise<TestReport> {
  requireScope(actor, 'admin');
  requireRouteKey(key);
  const { route = requireRoute(deps, actor, key) } = wayOfKey(key, deps.registries.routes.byKey(actor.store));
  const { destination } = destinationOf(deps, { store: actor.store, key });
  if (destination === undefined) {
    throw new CrierError(
      'not_found',
      `The route "${route.key}" has no destination of its own, and no other route that matches has one. Give it a webhook, or set a default.`,
    );
  }
  const input = {
    type: 'crier.test',
    category: categoryOfKey(key),
    severity: 'info' as const,
    description: `This is how messages of the route "${route.key}" arrive.`,
    data: { route: route.key, asked_by: actor.name },
  };
  return sendTest(deps, destination, input, route);
}

function categoryOfKey(key: string): Category {
  return categories.find((category) => category === key) ?? categoryOf(key.replace('*', 'test')) ?? 'processing';
}
