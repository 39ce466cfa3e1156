import type { Event } from '../../model/event.ts';
import { goodsOf } from '../../model/event-facts.ts';

/** Ids that people search for, as senders name them in `data`. */
const idKeys = ['transaction_id', 'payment_id', 'order_id', 'subscription_id', 'invoice_id', 'basket_id', 'code'];

const longest = 1_000;

/** The words that an event is found by: people, ids, its title and its goods. */
export function searchTextOf(event: Event): string {
  const { player, recipient, data } = event;
  const ids = idKeys.map((key) => data?.[key]).filter((id) => typeof id === 'string' || typeof id === 'number');
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
    goodsOf(data ?? {}),
  ]
    .filter((word) => word !== undefined)
    .join(' ')
    .slice(0, longest);
}
