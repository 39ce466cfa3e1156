import type { TestReport } from '../../contract/test-report.ts';
import { newId } from '../../lib/ids.ts';
import type { Actor } from '../../model/api-key.ts';
import { categoryOf, type EventCategory, severityOf } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import type { EventInput } from '../../model/event.ts';
import { testIdStart } from '../../model/test-event.ts';
import { chooseRoutes } from '../../pipeline/route.ts';
import { samplesAt } from '../../samples/events.ts';
import { requireScope } from '../require-scope.ts';
import { sendTest } from '../send-test.ts';
import type { RouteDeps } from './route-deps.ts';
import { testPlaces } from './test-places.ts';

/**
 * Sends a sample event of a category the way that such events go, and answers what its first attempt came to.
 *
 * @throws CrierError `not_found` where no route leads anywhere.
 */
export async function testCategory(deps: RouteDeps, actor: Actor, category: EventCategory): Promise<TestReport> {
  requireScope(actor, 'admin');
  const input = sampleOf(category, deps.clock.now());
  const { type, severity = severityOf(type) } = input;
  const chosen = chooseRoutes({ type, category, severity }, deps.registries.routes.byKey(actor.store));
  const [place, ...copies] = testPlaces(chosen, deps);
  if (place === undefined) {
    throw new CrierError(
      'not_found',
      `No route leads events of the category ${category} anywhere. Set one, or a default.`,
    );
  }
  return sendTest(deps, place, input, copies);
}

/** A sample that nobody takes for a sale: statistics leave out what is titled so. */
function sampleOf(category: EventCategory, now: number): EventInput {
  const found = [...samplesAt(now).values()].find(
    (one) => (one.category ?? categoryOf(one.type) ?? 'other') === category,
  );
  const bare: EventInput = { type: 'crier.test', severity: 'info' };
  const { id: _, correlation_id: __, ...sample } = found ?? bare;
  return {
    ...sample,
    ...(category === 'other' ? {} : { category }),
    title: `Test: ${sample.title ?? sample.type}`,
    id: `${testIdStart}${newId('evt')}`,
  };
}
