import { newId } from '../../lib/ids.ts';
import { categoryOf, severityOf } from '../../model/category.ts';
import type { Event, EventInput } from '../../model/event.ts';

/** The parts of an event that no sender of events can write. */
export type OwnParts = Pick<Event, 'relayed' | 'figures' | 'matchedBy'>;

/**
 * An event as it is kept, from what a sender wrote.
 *
 * @param now epoch milliseconds.
 * @param own what no sender of events can write.
 */
export function completeEvent(input: EventInput, store: string, now: number, own: OwnParts = {}): Event {
  const { id, category, severity, occurred_at, correlation_id, ...rest } = input;
  return {
    ...rest,
    id: newId('evt'),
    store,
    category: category ?? categoryOf(input.type) ?? 'other',
    severity: severity ?? severityOf(input.type),
    senderId: id,
    occurredAt: occurred_at === undefined ? now : Date.parse(occurred_at),
    acceptedAt: now,
    correlationId: correlation_id,
    ...own,
  };
}
