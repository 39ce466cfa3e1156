import { nameOfRouteField } from '../../contract/route.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Route, RouteField } from '../../model/route.ts';
import { requireScope } from '../require-scope.ts';
import { requireRouteKey } from './require-route-key.ts';
import type { RouteDeps } from './route-deps.ts';

/**
 * The route as it is now, where these fields of it may be set; undefined where there is none yet.
 *
 * @throws CrierError `invalid_request` for a key; `provisioned` where the operator set one of the fields.
 */
export function requireSettable(
  deps: Pick<RouteDeps, 'registries'>,
  actor: Actor,
  key: string,
  fields: readonly RouteField[],
): Route | undefined {
  requireScope(actor, 'admin');
  requireRouteKey(key);
  const before = deps.registries.routes.find(actor.store, key);
  const fixed = fields.flatMap((field) => {
    const place = before?.provisioned?.[field];
    return place === undefined ? [] : [{ name: nameOfRouteField(field), place }];
  });
  const [first] = fixed;
  if (first === undefined) return before;
  throw new CrierError(
    'provisioned',
    `"${first.name}" of the route "${key}" is set in ${first.place}. Change it there and restart, or take it out there first; what is not set there can be changed here.`,
    {
      errors: fixed.map(({ name, place }) => ({
        path: name === 'destination' ? 'webhook' : name,
        message: `is set in ${place}`,
      })),
    },
  );
}
