import type { Json } from '../lib/json-reader.ts';
import type { SourceEvent } from '../model/source.ts';
import { correlationOf, eventOf, humanise, keyOf, lookUp } from './_event.ts';
import { kind } from './_kinds.ts';
import { subscriptionKinds } from './_woocommerce-kinds.ts';
import { isNews, itemsOf, playerOf, totalOf } from './_woocommerce-orders.ts';

/** A subscription of WooCommerce Subscriptions, which is sent whole at every change, a renewal among them. */
export function subscriptionEvents(shop: string, isSwitch: boolean, subscription: Json): SourceEvent[] {
  const status = subscription.text('status') ?? 'unknown';
  if (/draft$|^(pending|trash|switched)$/.test(status)) return [];
  const changedAt = subscription.time('date_modified_gmt');
  const key = (...what: (string | undefined)[]) => keyOf('woocommerce', shop, subscription.text('id'), ...what);
  const common = { occurred_at: changedAt, ...subscriptionParts(subscription) };
  if (isSwitch) {
    const changed = kind('subscription.updated', 'subscriptions', 'info', 'Plan changed');
    return [eventOf({ ...common, ...changed, id: key('switched', changedAt) })];
  }
  if (status === 'active' && !isNews(subscription.time('start_date_gmt'), changedAt)) return [];
  const title = `Subscription: ${humanise(status)}`;
  const found = lookUp(subscriptionKinds, status) ?? kind('subscription.updated', 'subscriptions', 'info', title);
  // A subscription may be put on hold, or be cancelled for the end of its term, more than once.
  const term = subscription.text('next_payment_date_gmt') ?? subscription.text('end_date_gmt') ?? '-';
  const isOnce = /^(active|cancelled|expired)$/.test(status);
  return [eventOf({ ...common, ...found, id: isOnce ? key(status) : key(status, term) })];
}

function subscriptionParts(subscription: Json) {
  const count = subscription.number('billing_interval') ?? 1;
  const unit = subscription.text('billing_period');
  const isActive = subscription.text('status') === 'active';
  return {
    player: playerOf(subscription),
    amount: totalOf(subscription),
    correlation_id: correlationOf('woocommerce', 'subscription', subscription.text('id')),
    data: {
      plan: itemsOf(subscription),
      interval: unit !== undefined && count > 1 ? `${count} ${unit}s` : unit,
      renews_at: isActive ? subscription.time('next_payment_date_gmt') : undefined,
      ends_at: subscription.time('end_date_gmt'),
      gateway: subscription.text('payment_method_title'),
      since: subscription.time('start_date_gmt'),
      subscription_id: subscription.text('id'),
    },
  };
}
