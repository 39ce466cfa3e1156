import { hash } from 'node:crypto';
import { canonicalJson } from '../lib/canonical-json.ts';
import type { Clock } from '../lib/clock.ts';
import { newId } from '../lib/ids.ts';
import type { Signal } from '../lib/signal.ts';
import type { Activity } from '../model/activity.ts';
import { type Actor, may } from '../model/api-key.ts';
import { categoryOf } from '../model/category.ts';
import { CrierError } from '../model/errors.ts';
import type { Event, EventInput } from '../model/event.ts';
import type { RelayedMessage } from '../model/relayed-message.ts';
import type { AcceptedEvent, NewDelivery, NewEvent } from '../model/storage/events.ts';
import type { Directory } from '../registry/directory.ts';
import { planDeliveries } from './plan.ts';

export interface AcceptDeps {
  store: { acceptEvents(events: readonly NewEvent[]): Promise<AcceptedEvent[]> };
  directory: Directory;
  clock: Clock;
  live: Signal<Activity>;
  /** Called with the destinations that have something new waiting. */
  wake(destination: string): void;
}

export interface AcceptOptions {
  /** A message that goes through as it came, for the one event. */
  relayed?: RelayedMessage;
  /** What a known sender id means: a conflict where the body differs (default), or the same event whatever it says. */
  sameId?: 'conflicts with another body' | 'is the same event';
}

export type Accept = (actor: Actor, inputs: readonly EventInput[], options?: AcceptOptions) => Promise<AcceptedEvent[]>;

/**
 * The door of the pipeline: completes events, routes them, stores them with their deliveries in one transaction and
 * wakes the lanes. When the promise resolves, the events have reached the disk.
 */
export function createAccept(deps: AcceptDeps): Accept {
  return async (actor, inputs, options) => {
    const now = deps.clock.now();
    const events = inputs.map((input) => withRelayed(completeEvent(input, actor.store, now), options?.relayed));
    events.forEach((event, index) => {
      checkRights(actor, event, index);
    });
    const accepted = await deps.store.acceptEvents(
      events.map((event, index) =>
        toNewEvent(
          event,
          options?.sameId === 'is the same event' ? undefined : inputs[index],
          planDeliveries(event, event.store, deps.directory),
        ),
      ),
    );
    accepted.forEach((one, index) => {
      const event = events[index];
      if (one.duplicate || event === undefined) {
        deps.live.emit({ kind: 'event.duplicate', store: actor.store, accepted: one });
        return;
      }
      deps.live.emit({ kind: 'event.accepted', event, accepted: one });
      for (const delivery of one.deliveries) {
        if (delivery.status === 'pending' && delivery.destination !== undefined) deps.wake(delivery.destination);
      }
    });
    return accepted;
  };
}

function withRelayed(event: Event, relayed: RelayedMessage | undefined): Event {
  return relayed === undefined ? event : { ...event, relayed };
}

/** An event as it is kept, from what a sender wrote. */
export function completeEvent(input: EventInput, store: string, now: number): Event {
  const { id, category, occurred_at, correlation_id, ...rest } = input;
  const known = category ?? categoryOf(input.type);
  if (known === undefined) throw new Error(`the type ${input.type} came without a category`);
  return {
    ...rest,
    id: newId('evt'),
    store,
    category: known,
    senderId: id,
    occurredAt: occurred_at === undefined ? now : Date.parse(occurred_at),
    acceptedAt: now,
    correlationId: correlation_id,
  };
}

/**
 * A completed event with its deliveries, ready for the store.
 *
 * @param input as the sender wrote it; undefined: its id alone says that it is the same.
 */
export function toNewEvent(event: Event, input: EventInput | undefined, deliveries: readonly NewDelivery[]): NewEvent {
  return {
    id: event.id,
    store: event.store,
    type: event.type,
    category: event.category,
    senderId: event.senderId,
    bodyHash:
      event.senderId === undefined || input === undefined ? undefined : hash('sha256', canonicalJson(input), 'base64'),
    acceptedAt: event.acceptedAt,
    body: JSON.stringify(event),
    words: searchWords(event),
    deliveries,
  };
}

/** Ids that people search for, as senders name them in `data`. */
const idKeys = ['transaction_id', 'payment_id', 'order_id', 'subscription_id', 'invoice_id', 'basket_id', 'code'];

function searchWords(event: Event): string {
  const ids = idKeys.map((key) => event.data?.[key]).filter((id) => typeof id === 'string' || typeof id === 'number');
  const { player, recipient } = event;
  return [
    player?.name,
    player?.id,
    recipient?.name,
    recipient?.id,
    event.title,
    event.senderId,
    event.correlationId,
    event.id.slice(event.id.indexOf('_') + 1),
    ...ids,
  ]
    .filter((word) => word !== undefined)
    .join(' ')
    .slice(0, 1_000);
}

function checkRights(actor: Actor, event: Event, index: number): void {
  if (!may(actor, 'ingest')) {
    throw new CrierError('forbidden', 'This API key may not post events. Use one with the scope "ingest".');
  }
  if (actor.categories === undefined || actor.categories.includes(event.category)) return;
  throw new CrierError(
    'forbidden',
    `This API key may post ${actor.categories.join(', ')} only. Use another key for ${event.category}.`,
    { errors: [{ path: `[${index}].category`, message: `expected one of ${actor.categories.join(', ')}` }] },
  );
}
