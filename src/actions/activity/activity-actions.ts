import { bind } from '../bind.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { followActivity } from './follow-activity.ts';
import { subscribe } from './subscribe.ts';

/** The actions that tell of the service at work. */
export const activityActions = (deps: ActivityDeps) => ({
  follow: bind(deps, followActivity),
  subscribe: bind(deps, subscribe),
});
