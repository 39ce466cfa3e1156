import type { Actor } from '../model/api-key.ts';
import type { Destination } from '../model/destination.ts';
import { CrierError } from '../model/errors.ts';
import type { Route } from '../model/route.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** A route with the destination that it names; the destination's settings stay inside. */
export interface RouteReport {
  route: Route;
  destination: Omit<Destination, 'settings'>;
}

/** The routes of the actor's store, by key. */
export function listRoutes(deps: Pick<ActionDeps, 'registries'>, actor: Actor): RouteReport[] {
  requireScope(actor, 'read');
  return deps.registries.routes
    .list(actor.store)
    .sort((a, b) => a.key.localeCompare(b.key))
    .map((route) => reportRoute(deps, route));
}

/** One route. @throws CrierError `not_found`. */
export function getRoute(deps: Pick<ActionDeps, 'registries'>, actor: Actor, key: string): RouteReport {
  requireScope(actor, 'read');
  const route = deps.registries.routes.find(actor.store, key);
  if (route === undefined) throw noRoute(deps, actor, key);
  return reportRoute(deps, route);
}

export function reportRoute(deps: Pick<ActionDeps, 'registries'>, route: Route): RouteReport {
  const destination = deps.registries.destinations.find(route.destination);
  if (destination === undefined) throw new Error(`the route ${route.key} names no destination`);
  const { settings: _, ...shown } = destination;
  return { route, destination: shown };
}

export function noRoute(deps: Pick<ActionDeps, 'registries'>, actor: Actor, key: string): CrierError {
  const keys = deps.registries.routes.list(actor.store).map((route) => route.key);
  const known = keys.length === 0 ? 'it has none yet' : `it has: ${keys.join(', ')}`;
  return new CrierError('not_found', `The store "${actor.store}" has no route "${key}"; ${known}.`);
}
