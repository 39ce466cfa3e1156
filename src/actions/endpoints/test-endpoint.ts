import type { TestReport } from '../../contract/test-report.ts';
import type { Actor } from '../../model/api-key.ts';
import type { EventInput } from '../../model/event.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { sendTest } from '../send-test.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import { endpointSample } from './endpoint-sample.ts';
import { requireEndpoint } from './require-endpoint.ts';

/**
 * Sends one event to an endpoint alone and answers what it answered. It is tried once.
 *
 * @param type of the sample to send; undefined: `crier.test`, which means nothing to anybody.
 * @throws CrierError `not_found`, or `invalid_request` where there is no sample of that type.
 */
export async function testEndpoint(
  deps: EndpointDeps,
  actor: Actor,
  nameOrId: string,
  type?: string | undefined,
): Promise<TestReport> {
  requireScope(actor, 'admin');
  const destination = requireEndpoint(deps, actor, nameOrId);
  const input = type === undefined ? plainTest(actor) : endpointSample(type, deps.clock.now());
  const report = await sendTest(deps, { destination }, input);
  if (report.outcome !== 'delivered') {
    const now = deps.clock.now();
    const audit = auditOf(actor, now, 'cancel-delivery', report.delivery, 'a test is tried once');
    await deps.storage.cancelDelivery(actor.store, report.delivery, now, audit);
  }
  return report;
}

function plainTest(actor: Actor): EventInput {
  return {
    type: 'crier.test',
    category: 'processing',
    severity: 'info',
    description: 'This is how events arrive at this endpoint.',
    data: { asked_by: actor.name },
  };
}
