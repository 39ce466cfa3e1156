import type { TestReport } from '../../contract/test-report.ts';
import type { Actor } from '../../model/api-key.ts';
import { type Category, categories, categoryOf } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import { checkEventKey, routeNames } from '../../model/event-key.ts';
import { chooseByKey, destinationOfRoute, eventOfKey, followCopies } from '../../pipeline/route.ts';
import { requireScope } from '../require-scope.ts';
import { sendTest } from '../send-test.ts';
import { requireRoute } from './require-route.ts';
import type { RouteDeps } from './route-deps.ts';
import { testPlaces } from './test-places.ts';

/**
 * Sends a test message the way of a route, or of events of a category or type that have no route of their own, and
 * answers what its first attempt came to.
 *
 * @throws CrierError `not_found` where there is no such route and no other takes such events, or none leads anywhere.
 */
export async function testRoute(deps: RouteDeps, actor: Actor, key: string): Promise<TestReport> {
  requireScope(actor, 'admin');
  const routes = deps.registries.routes.byKey(actor.store);
  const taken = checkEventKey(key, routeNames).ok ? chooseByKey(key, routes)?.route : undefined;
  const route = routes.get(key) ?? taken ?? requireRoute(deps, actor, key);
  const own = { route, destination: destinationOfRoute(route, routes) };
  const [place, ...copies] = testPlaces([own, ...followCopies(route, eventOfKey(key), routes)], deps);
  if (place === undefined) {
    throw new CrierError('not_found', `The route "${route.key}" leads nowhere: set a default, or give it a webhook.`);
  }
  const input = {
    type: 'crier.test',
    category: categoryOfKey(key),
    severity: 'info' as const,
    description: `This is how messages of the route "${route.key}" arrive.`,
    data: { route: route.key, asked_by: actor.name },
  };
  return sendTest(deps, place, input, copies);
}

function categoryOfKey(key: string): Category {
  return categories.find((category) => category === key) ?? categoryOf(key.replace('*', 'test')) ?? 'processing';
}
