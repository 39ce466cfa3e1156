import { hash } from 'node:crypto';
import { canonicalJson } from '../../lib/canonical-json.ts';
import type { Actor } from '../../model/api-key.ts';
import type { Event, EventInput } from '../../model/event.ts';
import type { NewDelivery, NewEvent } from '../../model/storage/events.ts';
import { isTestEvent } from '../../model/test-event.ts';
import { searchTextOf } from './search-text.ts';

/**
 * A completed event with its deliveries, ready for the store.
 *
 * @param input as the sender wrote it; undefined: its id alone says that it is the same.
 * @param actor one who is limited to categories has ids of its own: it could take those of the shop before it sells.
 */
export function newEvent(
  event: Event,
  input: EventInput | undefined,
  deliveries: readonly NewDelivery[],
  actor?: Pick<Actor, 'countedAs' | 'categories'>,
): NewEvent {
  const isCompared = event.senderId !== undefined && input !== undefined;
  return {
    id: event.id,
    store: event.store,
    type: event.type,
    category: event.category,
    senderId: event.senderId,
    idsOf: actor?.categories === undefined ? undefined : actor.countedAs,
    bodyHash: isCompared ? hash('sha256', canonicalJson(compared(input)), 'base64') : undefined,
    acceptedAt: event.acceptedAt,
    occurredAt: event.occurredAt,
    isTest: isTestEvent(event),
    body: JSON.stringify(event),
    words: searchTextOf(event),
    deliveries,
  };
}

/** The input as its hash takes it: those that are kept took a severity that was left out for this one. */
function compared(input: EventInput): EventInput {
  return { severity: 'info', ...input };
}
