import { bind } from '../bind.ts';
import { changeRoute } from './change-route.ts';
import { deleteRoute } from './delete-route.ts';
import { getRoute } from './get-route.ts';
import { listRoutes } from './list-routes.ts';
import { requireSettable } from './require-settable.ts';
import type { RouteDeps } from './route-deps.ts';
import { testCategory } from './test-category.ts';
import { testRoute } from './test-route.ts';

/** The actions on routes. */
export const routeActions = (deps: RouteDeps) => ({
  list: bind(deps, listRoutes),
  get: bind(deps, getRoute),
  change: bind(deps, changeRoute),
  requireSettable: bind(deps, requireSettable),
  delete: bind(deps, deleteRoute),
  test: bind(deps, testRoute),
  testCategory: bind(deps, testCategory),
});
