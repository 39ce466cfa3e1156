import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';
import type { Actor } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import type { ActivityDeps } from './activity-deps.ts';

/** The activity of the actor's store from now on, to be subscribed to. */
export function followActivity(deps: ActivityDeps, actor: Actor): Pick<Emitter<Activity>, 'subscribe'> {
  requireScope(actor, 'read');
  return {
    subscribe: (listener) =>
      deps.activities.subscribe((activity) => {
        if (storeOf(activity) === actor.store) listener(activity);
      }),
  };
}

function storeOf(activity: Activity): string {
  return activity.kind === 'event.accepted' ? activity.event.store : activity.store;
}
