import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import { type RouteReport, reportRoute } from './report-route.ts';
import { requireRoute } from './require-route.ts';
import type { RouteDeps } from './route-deps.ts';

/** One route. @throws CrierError `not_found`. */
export function getRoute(deps: Pick<RouteDeps, 'registries' | 'changedFiles'>, actor: Actor, key: string): RouteReport {
  requireScope(actor, 'read');
  return reportRoute(deps, requireRoute(deps, actor, key));
}
