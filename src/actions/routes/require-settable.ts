import { routeFields } from '../../contract/route.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { checkEventKey, routeKeyForm, routeNames } from '../../model/event-key.ts';
import type { Route } from '../../model/route.ts';
import { requireScope } from '../require-scope.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * The route as it is now, where these fields of it may be set; undefined where there is none yet.
 *
 * @param names of fields, inside: `destination`, `minSeverity`.
 * @throws CrierError `invalid_request` for a key; `provisioned` for a field that the operator set.
 */
export function requireSettable(
  deps: Pick<RouteDeps, 'registries'>,
  actor: Actor,
  key: string,
  names: readonly string[],
): Route | undefined {
  requireScope(actor, 'admin');
  requireKey(key);
  const before = deps.registries.routes.find(actor.store, key);
  const fixed = names.find((name) => before?.provisioned?.[name] !== undefined);
  if (fixed === undefined) return before;
  const place = before?.provisioned?.[fixed];
  const what = fixed === 'destination' ? 'The destination' : `The field ${wireName(fixed)}`;
  throw new CrierError(
    'provisioned',
    `${what} of the route "${key}" is set in ${place}. Change it there and restart, or take it out there first.`,
    { errors: [{ path: wireName(fixed), message: `is set in ${place}` }] },
  );
}

function wireName(name: string): string {
  return Object.entries(routeFields).find(([, field]) => field.name === name)?.[0] ?? 'webhook';
}

/** @throws CrierError `provisioned`, naming the place where it is set. */
export function requireNotProvisioned(route: Route): void {
  const [place] = Object.values(route.provisioned ?? {});
  if (place === undefined) return;
  throw new CrierError(
    'provisioned',
    `The route "${route.key}" is set in ${place}. Change it there and restart, or take it out there first.`,
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
