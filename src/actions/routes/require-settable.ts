import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { checkEventKey, routeKeyForm, routeNames } from '../../model/event-key.ts';
import type { Route } from '../../model/route.ts';
import { requireScope } from '../require-scope.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * The route as it is now, where it may be set; undefined where there is none yet.
 *
 * @throws CrierError `invalid_request` for a key; `provisioned` where the operator set it.
 */
export function requireSettable(deps: Pick<RouteDeps, 'registries'>, actor: Actor, key: string): Route | undefined {
  requireScope(actor, 'admin');
  requireKey(key);
  const before = deps.registries.routes.find(actor.store, key);
  requireNotProvisioned(before);
  return before;
}

/** @throws CrierError `provisioned`, naming the place where it is set. */
export function requireNotProvisioned(route: Route | undefined): void {
  if (route?.provisionedBy === undefined) return;
  throw new CrierError(
    'provisioned',
    `The route "${route.key}" is set in ${route.provisionedBy}. Change it there and restart, or take it out there first.`,
  );
}

function requireKey(key: string): void {
  const checked = checkEventKey(key, routeNames);
  if (checked.ok) return;
  const guess = checked.nearest === undefined ? '' : ` Did you mean "${checked.nearest}"?`;
  throw new CrierError('invalid_request', `"${key}" is no key of a route.${guess}`, {
    errors: [{ path: 'key', message: `expected ${routeKeyForm}` }],
  });
}
