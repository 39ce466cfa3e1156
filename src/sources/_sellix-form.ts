import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { SourceEvent } from '../model/source.ts';
import { correlationOf, eventOf, lookUp, personOf, unknownEvent } from './_event.ts';
import { type Kinds, kind } from './_kinds.ts';

// The form of Sellix, which Shoppex took over.

export const sellixKinds: Kinds = {
  'order:paid': kind('payment.completed', 'transactions', 'success'),
  'order:created': kind('payment.pending', 'transactions', 'info', 'Order created'),
  'order:partial': kind('payment.partial', 'transactions', 'warning'),
  'order:cancelled': kind('payment.cancelled', 'transactions', 'info', 'Order cancelled'),
  'order:disputed': kind('payment.dispute.opened', 'transactions', 'critical', 'Order disputed'),
  'subscription:created': kind('subscription.created', 'subscribe', 'success'),
  'subscription:trial:started': kind('trial.started', 'subscriptions'),
  'subscription:trial:ended': kind('trial.completed', 'subscriptions'),
  'subscription:renewed': kind('subscription.renewed', 'subscriptions', 'success'),
  'subscription:updated': kind('subscription.updated', 'subscriptions'),
  'subscription:upcoming': kind('subscription.upcoming', 'subscriptions', 'info', 'Renewal is near'),
  'subscription:cancelled': kind('subscription.cancelled', 'unsubscribe'),
};

/** The events of one request; none for the doubles that every order has for its product. */
export function sellixEvents(source: string, body: Json, id: string | undefined): SourceEvent[] {
  const name = body.text('event');
  if (name?.startsWith('order:') && name.endsWith(':product')) return [];
  const data = body.at('data');
  const common = { id, occurred_at: body.time('created_at') };
  const found = lookUp(sellixKinds, name);
  if (found === undefined) {
    const number = data.text('uniqid') ?? data.text('id');
    const fields = number === undefined ? undefined : [{ name: 'Id', value: number }];
    return [unknownEvent(source, name, { ...common, fields })];
  }
  const isSubscription = name?.startsWith('subscription:') === true;
  return [eventOf({ ...common, ...partsOf(source, data, isSubscription), ...found })];
}

function partsOf(source: string, order: Json, isSubscription: boolean) {
  const id = order.text('uniqid') ?? order.text('id');
  const currency = order.text('currency');
  const title = order.text('product_title') ?? order.text('product', 'title');
  const quantity = order.number('quantity') ?? 1;
  const product = title === undefined || quantity < 2 ? title : `${quantity}× ${title}`;
  const discount = order.number('discount');
  const gateway = order.text('gateway');
  // Nought where it was paid by card: Sellix counts coins only.
  const received = order.number('crypto_received') ?? order.number('received');
  return {
    amount: majorAmount(order.number('total'), currency),
    player: personOf({ name: playerOf(order) }),
    correlation_id: isSubscription ? correlationOf(source, 'sub', id) : correlationOf(source, id),
    data: {
      [isSubscription ? 'plan' : 'package']: product,
      gateway: gateway && (order.text('apm_method') ?? gateway),
      country: order.text('country'),
      coupon: order.text('coupon_id'),
      discount: discount ? majorAmount(discount, currency) : undefined,
      received: received ? majorAmount(received, currency) : undefined,
      [isSubscription ? 'subscription_id' : 'order_id']: id,
    },
  };
}

function playerOf(order: Json): string | undefined {
  const fields = order.entries('custom_fields');
  const named = fields.find(([word]) => /player|user|name|steam|discord/i.test(word)) ?? fields[0];
  return named?.[1].text();
}
