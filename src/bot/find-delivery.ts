import type { DeliveryReport } from '../actions/deliveries/get-delivery.ts';
import type { ListedDelivery } from '../actions/deliveries/list-deliveries.ts';
import { CrierError } from '../model/errors.ts';
import { typePattern } from '../model/event.ts';
import type { CommandContext } from './command-context.ts';

/**
 * A delivery by its id, else the newest one that the words fit.
 *
 * @throws CrierError `not_found`.
 */
export async function findDelivery(context: CommandContext, text: string): Promise<DeliveryReport> {
  const { actions, actor } = context;
  if (/^dlv_[0-9a-f]{32}$/.test(text)) return actions.deliveries.get(actor, text);
  const [found] = await deliveriesLike(context, text, 1);
  if (found !== undefined) return actions.deliveries.get(actor, found.delivery.id);
  throw new CrierError('not_found', `Nothing fits "${text}". Type a player, a type or an id and choose from the list.`);
}

/** The newest deliveries that words fit: those of a player, a title or an id, else those of an event type. */
export async function deliveriesLike(
  { actions, actor }: CommandContext,
  text: string,
  limit: number,
): Promise<ListedDelivery[]> {
  // The search knows ids without what they are of.
  const { rows } = await actions.deliveries.list(actor, { q: text.replace(/^evt_/, '') || undefined }, { limit });
  if (rows.length > 0 || !typePattern.test(text)) return rows;
  return (await actions.deliveries.list(actor, { type: text }, { limit })).rows;
}
