import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Event, EventInput } from '../../model/event.ts';
import type { EventFile, NewEventFile } from '../../model/event-file.ts';
import type { EventFiles } from '../../model/storage/event-files.ts';
import type { AcceptedEvent, Events } from '../../model/storage/events.ts';
import type { Registries } from '../../registry/registries.ts';
import { planDeliveries } from '../plan.ts';
import { completeEvent, type OwnParts } from './complete-event.ts';
import type { CountIntake } from './intake-limit.ts';
import { newEvent } from './new-event.ts';
import { isTypeUnproven, requireRights } from './require-rights.ts';

export interface AcceptDeps {
  storage: Pick<Events, 'acceptEvents'> & { files: Pick<EventFiles, 'put' | 'drop'> };
  registries: Pick<Registries, 'routes' | 'destinations'>;
  clock: Clock;
  activities: Emitter<Activity>;
  count: CountIntake;
  /** Called with the destinations that have something new waiting. */
  wake(destination: string): void;
}

export interface AcceptOptions {
  /** The parts that no sender of events can write, for the one event. */
  own?: OwnParts;
  /** Files that are told with the one event. */
  files?: readonly NewEventFile[];
  /** The meaning of a known sender id: a conflict where the body differs (default), or always the same event. */
  sameId?: 'conflicts with another body' | 'is the same event';
  /** Further ids of the one event: one that came under any of them is the same. */
  alsoKnownAs?: readonly string[] | undefined;
}

/**
 * Takes events in, in the order of `inputs`: all or none. When the promise resolves, they have reached the disk.
 *
 * @throws CrierError `forbidden` where the actor may not post one of them, naming its index; `too_many_requests` where
 *   its limit is spent; `idempotency_conflict` where a sender id is known with another body.
 */
export type Accept = (actor: Actor, inputs: readonly EventInput[], options?: AcceptOptions) => Promise<AcceptedEvent[]>;

/**
 * The door of the pipeline: completes events, routes them, stores them with their deliveries in one transaction and
 * wakes the lanes.
 */
export function createAccept({ storage, registries, clock, activities, count, wake }: AcceptDeps): Accept {
  return async (actor, inputs, { own, files = [], sameId, alsoKnownAs } = {}) => {
    const now = clock.now();
    for (const [index, input] of inputs.entries()) requireRights(actor, input, index);
    count(actor, inputs.length);
    const events = inputs.map((input) => {
      const matched = isTypeUnproven(actor, input) ? { matchedBy: 'category' as const } : {};
      const owned = actor.application === undefined ? input : { ...input, application: actor.application };
      return completeEvent(owned, actor.store, now, { ...matched, ...own });
    });
    const kept = await keepFiles(storage.files, events[0], files);
    const rows = events.map((event, index) => ({
      ...newEvent(
        index === 0 && kept.length > 0 ? { ...event, files: kept } : event,
        sameId === 'is the same event' ? undefined : inputs[index],
        planDeliveries(event, event.store, registries),
        actor,
      ),
      alsoKnownAs,
    }));
    const accepted = await storage.acceptEvents(rows);
    if (kept.length > 0 && accepted[0]?.duplicate) await storage.files.drop(events.slice(0, 1).map(({ id }) => id));
    for (const [index, one] of accepted.entries()) {
      const event = events[index];
      if (one.duplicate || event === undefined) {
        activities.emit({ kind: 'event.duplicate', store: actor.store, accepted: one });
        continue;
      }
      activities.emit({ kind: 'event.accepted', event, accepted: one });
      for (const { status, destination } of one.deliveries) {
        if (status === 'pending' && destination !== undefined) wake(destination);
      }
    }
    return accepted;
  };
}

/** The files are there before the event that names them is; those of an event that is not accepted go with upkeep. */
async function keepFiles(
  storage: Pick<EventFiles, 'put'>,
  event: Event | undefined,
  files: readonly NewEventFile[],
): Promise<EventFile[]> {
  return event === undefined || files.length === 0 ? [] : storage.put(event.id, files);
}
