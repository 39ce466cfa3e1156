import type { Activity } from '../../model/activity.ts';
import type { ActivityDeps } from './activity-deps.ts';

/** Follows the activity of all stores, for the service's own figures. The returned function ends it. */
export function subscribe(deps: ActivityDeps, listener: (activity: Activity) => void): () => void {
  return deps.activities.subscribe(listener);
}
