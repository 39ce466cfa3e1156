import type { Clock } from '../../lib/clock.ts';
import type { Signal } from '../../lib/signal.ts';
import type { Activity } from '../../model/activity.ts';
import type { Actor } from '../../model/api-key.ts';
import type { EventInput } from '../../model/event.ts';
import type { RelayedMessage } from '../../model/relayed-message.ts';
import type { AcceptedEvent, Events } from '../../model/storage/events.ts';
import type { Registries } from '../../registry/registries.ts';
import { planDeliveries } from '../plan.ts';
import { completeEvent } from './complete-event.ts';
import { newEvent } from './new-event.ts';
import { requireRights } from './require-rights.ts';

export interface AcceptDeps {
  store: Pick<Events, 'acceptEvents'>;
  registries: Pick<Registries, 'routes' | 'destinations'>;
  clock: Clock;
  live: Signal<Activity>;
  /** Called with the destinations that have something new waiting. */
  wake(destination: string): void;
}

export interface AcceptOptions {
  /** A message that goes through as it came, for the one event. */
  relayed?: RelayedMessage;
  /** The meaning of a sender id that is known: a conflict where the body differs (default), or the same event whatever it says. */
  sameId?: 'conflicts with another body' | 'is the same event';
}

/**
 * Takes events in, in the order of `inputs`: all or none. When the promise resolves, they have reached the disk.
 *
 * @throws CrierError `forbidden` where the actor may not post one of them, naming its index; `idempotency_conflict`
 *   where a sender id is known with another body.
 */
export type Accept = (actor: Actor, inputs: readonly EventInput[], options?: AcceptOptions) => Promise<AcceptedEvent[]>;

/**
 * The door of the pipeline: completes events, routes them, stores them with their deliveries in one transaction and
 * wakes the lanes.
 */
export function createAccept({ store, registries, clock, live, wake }: AcceptDeps): Accept {
  return async (actor, inputs, { relayed, sameId } = {}) => {
    const now = clock.now();
    const events = inputs.map((input) => completeEvent(input, actor.store, now, relayed));
    for (const [index, event] of events.entries()) requireRights(actor, event, index);
    const rows = events.map((event, index) =>
      newEvent(
        event,
        sameId === 'is the same event' ? undefined : inputs[index],
        planDeliveries(event, event.store, registries),
      ),
    );
    const accepted = await store.acceptEvents(rows);
    for (const [index, one] of accepted.entries()) {
      const event = events[index];
      if (one.duplicate || event === undefined) {
        live.emit({ kind: 'event.duplicate', store: actor.store, accepted: one });
        continue;
      }
      live.emit({ kind: 'event.accepted', event, accepted: one });
      for (const { status, destination } of one.deliveries) {
        if (status === 'pending' && destination !== undefined) wake(destination);
      }
    }
    return accepted;
  };
}
