import type { Json } from '../lib/json-reader.ts';
import { currencyDigits, minorAmount } from '../model/currency.ts';
import type { Amount } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, humanise, keyOfBytes, lookUp, personOf, unknownEvent } from './_event.ts';
import { helpOf, type Kind, type Kinds, kind } from './_kinds.ts';
import { metadataOf, playerKeys } from './_metadata.ts';
import { proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  order_created: kind('payment.completed', 'transactions', 'success'),
  order_refunded: kind('payment.refunded', 'transactions', 'warning'),
  subscription_created: kind('subscription.created', 'subscribe', 'success'),
  subscription_cancelled: kind('subscription.cancel_requested', 'subscriptions', 'warning'),
  subscription_resumed: kind('subscription.cancel_aborted', 'subscriptions', 'success'),
  subscription_expired: kind('subscription.expired', 'unsubscribe'),
  subscription_paused: kind('subscription.paused', 'subscriptions'),
  subscription_unpaused: kind('subscription.resumed', 'subscriptions'),
  subscription_plan_changed: kind('subscription.updated', 'subscriptions', 'info', 'Plan changed'),
  subscription_payment_success: kind('subscription.renewed', 'subscriptions', 'success'),
  subscription_payment_failed: kind('subscription.payment_failed', 'errors', 'error'),
  subscription_payment_refunded: kind('payment.refunded', 'transactions', 'warning'),
};

/** The kinds of orders that are not paid, by their status. */
const byStatus: Kinds = {
  pending: kind('payment.pending', 'transactions'),
  failed: kind('payment.declined', 'errors', 'error', 'Payment failed'),
  fraudulent: kind('payment.fraud_warning', 'errors', 'warning', 'Order looks fraudulent'),
};

/** Sent beside every other change of a subscription or beside its payment, or holding what a buyer needs alone. */
const unshown = new Set([
  'subscription_updated',
  'subscription_payment_recovered',
  'license_key_created',
  'license_key_updated',
]);

/** Lemon Squeezy. Contract: Lemon Squeezy documentation, "Signing requests" and "Event types". */
export default {
  id: 'lemonsqueezy',
  title: 'Lemon Squeezy',
  link: 'https://docs.lemonsqueezy.com/help/webhooks',
  secret: { from: 'crier', name: 'Signing secret' },
  setup: [
    'In Lemon Squeezy open Settings → Webhooks, add a webhook, paste {url}, and choose the events of the table below.',
    'Paste the secret that Crier shows as the signing secret.',
    "Put the player's name into the custom data of the checkout (checkout[custom][player]), so that it is shown.",
  ],
  events: [
    ...helpOf(kinds),
    { platform: 'order_created, pending', type: 'payment.pending', category: 'transactions' },
    { platform: 'order_created, failed', type: 'payment.declined', category: 'errors' },
    { platform: 'order_created, fraudulent', type: 'payment.fraud_warning', category: 'errors' },
    { platform: 'order_refunded, of a part', type: 'payment.partially_refunded', category: 'transactions' },
  ],
  withheld: ['user_name', 'urls'],
  prove: proveByHmac({ header: 'X-Signature' }),
  translate: (request) => ({ events: eventsOf(request, readJson(request)) }),
} satisfies Source;

function eventsOf(request: SourceRequest, body: Json): SourceEvent[] {
  const name = body.text('meta', 'event_name');
  if (name !== undefined && unshown.has(name)) return [];
  const custom = body.at('meta', 'custom_data');
  const attributes = body.at('data', 'attributes');
  const common = {
    // No id travels with it; a repetition has the same bytes.
    id: keyOfBytes('lemonsqueezy', name ?? '', request.body),
    occurred_at: attributes.time('updated_at'),
    player: personOf({ name: metadataOf(custom, playerKeys) ?? firstNameOf(attributes.text('user_name')) }),
  };
  const found = lookUp(kinds, name);
  if (name === undefined || found === undefined) return [unknownEvent('lemonsqueezy', name, common)];
  // A first payment is told by the order and by the subscription.
  if (name === 'subscription_payment_success' && attributes.text('billing_reason') === 'initial') return [];
  const event = eventOf({
    ...common,
    ...partsOf(name, body.at('data'), attributes),
    ...(kindOf(name, attributes) ?? found),
  });
  if (attributes.flag('test_mode') !== true) return [event];
  return [{ ...event, title: `Test: ${event.title ?? humanise(name)}` }];
}

/** A buyer's full name is nobody's business in a channel. */
function firstNameOf(name: string | undefined): string | undefined {
  return name?.split(/\s+/)[0];
}

/** The kind of an event where it depends on more than its name. */
function kindOf(name: string, attributes: Json): Kind | undefined {
  if (name === 'order_created') return lookUp(byStatus, attributes.text('status'));
  if (name === 'subscription_created' && attributes.text('status') === 'on_trial')
    return kind('subscription.created', 'subscribe', 'success', 'Trial started');
  if (name === 'subscription_payment_success' && attributes.text('billing_reason') === 'updated')
    return kind('payment.completed', 'transactions', 'success', 'Change of subscription paid');
  const refunded = attributes.number('refunded_amount') ?? 0;
  const isPartly = name.endsWith('_refunded') && refunded > 0 && refunded < (attributes.number('total') ?? 0);
  return isPartly ? kind('payment.partially_refunded', 'transactions', 'warning') : undefined;
}

/**
 * An amount in cents. Whether currencies without cents are counted in hundredths is not written anywhere: the text that
 * is sent beside the number shows it.
 */
function money(object: Json, key: string): Amount | undefined {
  const units = object.number(key);
  const currency = object.text('currency');
  const shown = object.text(`${key}_formatted`)?.replaceAll(/\D/g, '');
  const isHundredths = shown !== undefined && currencyDigits(currency ?? '') === 0 && `${shown}00` === String(units);
  return minorAmount(units, currency, isHundredths ? 2 : undefined);
}

/** The amount that was given back so far, or the one that was paid. */
function paidOrRefunded(object: Json): Amount | undefined {
  return nonZero(money(object, 'refunded_amount')) ?? money(object, 'total');
}

function totalOf(object: Json): Amount | undefined {
  return nonZero(money(object, 'refunded_amount')) && money(object, 'total');
}

function partsOf(name: string, data: Json, attributes: Json) {
  if (name.startsWith('order_')) return orderParts(data, attributes);
  return name.startsWith('subscription_payment_') ? invoiceParts(attributes) : subscriptionParts(data, attributes);
}

function nonZero(amount: Amount | undefined): Amount | undefined {
  return amount !== undefined && Number(amount.value) !== 0 ? amount : undefined;
}

function orderParts(data: Json, order: Json) {
  const item = order.at('first_order_item');
  const variant = item.text('variant_name');
  const isPlain = variant === undefined || variant === 'Default';
  const product = item.text('product_name');
  return {
    amount: paidOrRefunded(order),
    correlation_id: correlationOf('lemonsqueezy', 'order', data.text('id')),
    data: {
      total: totalOf(order),
      package: isPlain || product === undefined ? product : `${product} (${variant})`,
      discount: nonZero(money(order, 'discount_total')),
      tax: nonZero(money(order, 'tax')),
      order_number: order.text('order_number') && `#${order.text('order_number')}`,
      transaction_id: order.text('identifier'),
    },
  };
}

function invoiceParts(invoice: Json) {
  const brand = invoice.text('card_brand');
  const last = invoice.text('card_last_four');
  return {
    amount: paidOrRefunded(invoice),
    correlation_id: correlationOf('lemonsqueezy', 'sub', invoice.text('subscription_id')),
    data: {
      total: totalOf(invoice),
      gateway: brand && `${humanise(brand)} •••• ${last ?? ''}`.trim(),
      status: invoice.text('status_formatted'),
      subscription_id: invoice.text('subscription_id'),
    },
  };
}

function subscriptionParts(data: Json, subscription: Json) {
  const isEnding = subscription.flag('cancelled') === true;
  return {
    correlation_id: correlationOf('lemonsqueezy', 'sub', data.text('id')),
    data: {
      plan: [subscription.text('product_name'), planOf(subscription)].filter(Boolean).join(', ') || undefined,
      renews_at: isEnding ? undefined : subscription.time('renews_at'),
      resumes_at: subscription.time('pause', 'resumes_at'),
      ends_at: subscription.time('ends_at'),
      since: subscription.time('created_at'),
      subscription_id: data.text('id'),
    },
  };
}

function planOf(subscription: Json): string | undefined {
  const variant = subscription.text('variant_name');
  return variant === 'Default' ? undefined : variant;
}
