import { bind } from '../bind.ts';
import { getStats } from './get-stats.ts';
import { reportStats } from './report-stats.ts';
import type { StatsDeps } from './stats-deps.ts';

/** The actions on statistics. */
export const statsActions = (deps: StatsDeps) => ({
  get: bind(deps, getStats),
  report: bind(deps, reportStats),
});
