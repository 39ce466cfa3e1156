import type { EndpointChange } from '../../contract/endpoint-fields.ts';
import { sortChange } from '../../contract/sort-endpoint.ts';
import { mergePatch } from '../../lib/merge-patch.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { isLost } from '../../model/lost-secret.ts';
import type { Subscription } from '../../model/subscription.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { changedSettings } from './changed-settings.ts';
import type { EndpointDeps } from './endpoint-deps.ts';
import type { EndpointSet } from './endpoint-set.ts';
import { getEndpoint } from './get-endpoint.ts';
import { requireChangeable } from './require-endpoint.ts';
import { requireFreeName } from './require-free-name.ts';
import { warningsOf } from './unknown-events.ts';

/**
 * Changes an endpoint while running; what waits for it goes the new way.
 *
 * @param change what it does not name stays, null takes away.
 * @throws CrierError `not_found`, `invalid_destination` (also where its address was lost and is not said), `provisioned`,
 *   `wrong_state` where the new name is taken.
 */
export async function changeEndpoint(
  deps: EndpointDeps,
  actor: Actor,
  nameOrId: string,
  change: EndpointChange,
): Promise<EndpointSet> {
  requireScope(actor, 'admin');
  const before = requireChangeable(deps, actor, nameOrId);
  if (change.name !== undefined && change.name !== before.name) requireFreeName(deps, actor, change.name);
  if (isLost(before) && change.url === undefined) {
    throw new CrierError('invalid_destination', 'The address of this endpoint was lost with the secret key.', {
      errors: [{ path: 'url', message: 'expected the address that it posts to' }],
    });
  }
  const { name, subscription, policy } = sortChange(change);
  const said = Object.keys(change).join(', ');
  const audit = auditOf(actor, deps.clock.now(), 'change-endpoint', `endpoint ${before.name}`, said);
  let madeSecret: string | undefined;
  const changed = await deps.registries.destinations.change(
    before,
    (now) => {
      const made = changedSettings(now, change);
      madeSecret = made.madeSecret;
      return {
        settings: made.settings,
        name,
        subscription: mergePatch<Subscription>(now.subscription ?? { events: ['*'] }, subscription),
        ...policy,
      };
    },
    audit,
  );
  if (changed.state === 'broken') await deps.pauses.resume(changed);
  else deps.resume(changed.id);
  return { ...(await getEndpoint(deps, actor, changed.id)), madeSecret, warnings: warningsOf(change.events ?? []) };
}
