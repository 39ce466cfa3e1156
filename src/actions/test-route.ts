import type { TestReport } from '../contract/test-report.ts';
import type { Actor } from '../model/api-key.ts';
import { type Category, categories, categoryOf } from '../model/category.ts';
import type { ActionDeps } from './action-deps.ts';
import { noRoute } from './list-routes.ts';
import { requireScope } from './require-scope.ts';
import { sendTest } from './send-test.ts';

/**
 * Sends a test message through a route's lane and answers what its first attempt came to.
 *
 * @throws CrierError `not_found`.
 */
export async function testRoute(
  deps: Pick<ActionDeps, 'store' | 'registries' | 'kinds' | 'clock' | 'live' | 'resume'>,
  actor: Actor,
  key: string,
): Promise<TestReport> {
  requireScope(actor, 'admin');
  const route = deps.registries.routes.find(actor.store, key);
  const destination = route && deps.registries.destinations.find(route.destination);
  if (route === undefined || destination === undefined) throw noRoute(deps, actor, key);
  const input = {
    type: 'crier.test',
    category: categoryOfKey(key),
    severity: 'info' as const,
    description: `This is how messages of the route "${key}" arrive.`,
    data: { route: key, asked_by: actor.name },
  };
  return sendTest(deps, destination, input, key);
}

function categoryOfKey(key: string): Category {
  return categories.find((category) => category === key) ?? categoryOf(key.replace('*', 'test')) ?? 'processing';
}
