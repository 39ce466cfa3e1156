import type { Actor } from '../../model/api-key.ts';
import { categories } from '../../model/category.ts';
import { CrierError } from '../../model/errors.ts';
import { typePattern } from '../../model/event.ts';
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
  if (key === 'default' || key === '*' || categories.some((category) => category === key)) return;
  const type = key.replace(/\.\*$/, '');
  if (key.length <= 100 && typePattern.test(type) && key.includes('.')) return;
  throw new CrierError('invalid_request', `"${key}" is no key of a route.`, {
    errors: [
      {
        path: 'key',
        message: `expected default, one of ${categories.join(', ')}, an event type such as payment.completed, or a pattern such as payment.*`,
      },
    ],
  });
}
