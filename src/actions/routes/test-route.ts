import type { TestReport } from '../../contract/test-report.ts';
import type { Actor } from '../../model/api-key.ts';
import { type Category, categories, categoryOf } from '../../model/category.ts';
import { requireScope } from '../require-scope.ts';
import { sendTest } from '../send-test.ts';
import { requireRoute } from './require-route.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * Sends a test message through a route's lane and answers what its first attempt came to.
 *
 * @throws CrierError `not_found`.
 */
export async function testRoute(deps: RouteDeps, actor: Actor, key: string): Promise<TestReport> {
  requireScope(actor, 'admin');
  const destination = deps.registries.destinations.find(requireRoute(deps, actor, key).destination);
  if (destination === undefined) throw new Error(`the route ${key} names no destination`);
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
