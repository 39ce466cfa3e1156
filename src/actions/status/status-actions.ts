import { bind } from '../bind.ts';
import { getStatus } from './get-status.ts';
import { listStatuses } from './list-statuses.ts';
import type { StatusDeps } from './status-deps.ts';

/** The actions that tell how things stand. */
export const statusActions = (deps: StatusDeps) => ({
  get: bind(deps, getStatus),
  list: bind(deps, listStatuses),
});
