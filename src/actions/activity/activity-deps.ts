import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';

/** The needs of the actions that tell of the service at work. */
export interface ActivityDeps {
  activities: Emitter<Activity>;
}
