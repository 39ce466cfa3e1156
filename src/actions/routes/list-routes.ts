import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import { type RouteReport, reportRoute } from './report-route.ts';
import type { RouteDeps } from './route-deps.ts';

/** The routes of the actor's store, by key. */
export function listRoutes(deps: Pick<RouteDeps, 'registries'>, actor: Actor): RouteReport[] {
  requireScope(actor, 'read');
  return deps.registries.routes
    .list(actor.store)
    .sort((a, b) => a.key.localeCompare(b.key))
    .map((route) => reportRoute(deps, route));
}
