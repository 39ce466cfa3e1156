import { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Amount, Person } from '../model/event.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, humanise, itemsText, keyOf, lookUp, personOf, unknownEvent } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { headerOf, proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  'orders/paid': kind('payment.completed', 'transactions', 'success'),
  'orders/create': kind('order.created', 'transactions', 'info', 'Order placed'),
  'orders/cancelled': kind('order.cancelled', 'transactions', 'warning', 'Order cancelled'),
  'refunds/create': kind('payment.refunded', 'transactions', 'warning'),
  'disputes/create': kind('payment.dispute.opened', 'transactions', 'critical'),
  'disputes/update': kind('payment.dispute.updated', 'transactions'),
  'orders/fulfilled': kind('order.fulfilled', 'processing', 'info', 'Order fulfilled'),
  'orders/partially_fulfilled': kind('order.fulfilled', 'processing', 'info', 'Order partly fulfilled'),
  'subscription_contracts/create': kind('subscription.created', 'subscribe', 'success'),
  'subscription_contracts/activate': kind('subscription.resumed', 'subscriptions'),
  'subscription_contracts/update': kind('subscription.updated', 'subscriptions'),
  'subscription_contracts/pause': kind('subscription.paused', 'subscriptions'),
  'subscription_contracts/cancel': kind('subscription.cancelled', 'unsubscribe'),
  'subscription_contracts/expire': kind('subscription.expired', 'unsubscribe'),
  'subscription_contracts/fail': kind('subscription.payment_failed', 'errors', 'error'),
  'subscription_billing_attempts/success': kind('subscription.renewed', 'subscriptions', 'success'),
  'subscription_billing_attempts/failure': kind('subscription.payment_failed', 'errors', 'error'),
  'subscription_billing_attempts/challenged': kind(
    'subscription.action_required',
    'errors',
    'warning',
    'Renewal needs the customer',
  ),
};

const outcomes: Kinds = {
  won: kind('payment.dispute.won', 'transactions', 'success'),
  lost: kind('payment.dispute.lost', 'transactions', 'error'),
};

/** Topics that another one tells as well, or that the law asks for and no channel needs. */
const unshown = new Set([
  'orders/updated',
  'orders/edited',
  'orders/delete',
  'order_transactions/create',
  'checkouts/create',
  'checkouts/update',
  'customers/create',
  'customers/update',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
]);

const proveOld = proveByHmac({ header: 'X-Shopify-Hmac-Sha256', encoding: 'base64' });
const proveNew = proveByHmac({ header: 'Shopify-Hmac-Sha256', encoding: 'base64' });

/** Shopify. Contract: Shopify documentation, "HTTPS webhook delivery" and "Webhook topics". */
export default {
  id: 'shopify',
  title: 'Shopify',
  link: 'https://shopify.dev/docs/apps/build/webhooks/subscribe/https',
  secret: { from: 'platform', name: 'Signing secret of the webhooks' },
  setup: [
    'In the Shopify admin open Settings → Notifications → Webhooks and create a webhook for each event, format JSON, with the address {url}.',
    'Copy the secret that is shown below the list ("Your webhooks will be signed with …") and give it to Crier. For webhooks of an app it is the client secret.',
    'To see players\' names, give products a property or the cart an attribute such as "Minecraft name".',
  ],
  events: [
    ...helpOf(kinds),
    { platform: 'disputes/update, won', type: 'payment.dispute.won', category: 'transactions' },
    { platform: 'disputes/update, lost', type: 'payment.dispute.lost', category: 'transactions' },
  ],
  recognises: (request) => topicOf(request) !== undefined,
  prove: (request: SourceRequest, settings: SourceSettings): Proof =>
    (headerOf(request, 'X-Shopify-Hmac-Sha256') === undefined && headerOf(request, 'Shopify-Hmac-Sha256') !== undefined
      ? proveNew
      : proveOld)(request, settings),
  translate: (request) => ({ events: eventsOf(request, readJson(request)) }),
} satisfies Source;

/** Either spelling: newer deliveries leave the `X-` out. */
function shopifyHeader(request: SourceRequest, name: string): string | undefined {
  return headerOf(request, `X-Shopify-${name}`) ?? headerOf(request, `Shopify-${name}`);
}

function topicOf(request: SourceRequest): string | undefined {
  return shopifyHeader(request, 'Topic');
}

function eventsOf(request: SourceRequest, body: Json): SourceEvent[] {
  const topic = topicOf(request);
  if (topic !== undefined && unshown.has(topic)) return [];
  const id = keyOf('shopify', shopifyHeader(request, 'Webhook-Id'));
  const common = { id, occurred_at: new Json(shopifyHeader(request, 'Triggered-At')).time() };
  const found = lookUp(kinds, topic);
  if (topic === undefined || found === undefined) {
    const number = body.text('name') ?? body.text('id');
    const fields = number === undefined ? undefined : [{ name: 'Id', value: number }];
    return [unknownEvent('shopify', topic, { ...common, fields })];
  }
  const event = eventOf({ ...common, ...partsOf(topic, body), ...(outcomeOf(topic, body) ?? found) });
  const title = topic === 'orders/paid' ? `New order ${body.text('name') ?? ''}`.trim() : event.title;
  return [
    body.flag('test') === true ? { ...event, title: `Test: ${title ?? humanise(topic)}` } : withTitle(event, title),
  ];
}

/** The outcome of a dispute that has ended. */
function outcomeOf(topic: string, dispute: Json): Kinds[string] | undefined {
  if (topic !== 'disputes/update') return undefined;
  return lookUp(outcomes, dispute.text('status'));
}

function withTitle(event: SourceEvent, title: string | undefined): SourceEvent {
  return title === undefined ? event : { ...event, title };
}

function partsOf(topic: string, body: Json) {
  if (topic.startsWith('orders/')) return orderParts(body);
  if (topic === 'refunds/create') return refundParts(body);
  if (topic.startsWith('disputes/')) return disputeParts(body);
  return contractParts(topic, body);
}

/** A property of a line or an attribute of the cart whose name speaks of a player. */
function playerOf(order: Json, lines: readonly Json[]): Person | undefined {
  const given = [...lines.flatMap((line) => line.list('properties')), ...order.list('note_attributes')];
  const named = given.find((one) => /player|user|name|\bign\b|gamertag/i.test(one.text('name') ?? ''));
  return personOf({ name: named?.text('value') });
}

function orderParts(order: Json) {
  const lines = order.list('line_items');
  const code = order.text('discount_codes', 0, 'code');
  return {
    player: playerOf(order, lines),
    amount: majorAmount(order.text('total_price'), order.text('currency')),
    correlation_id: correlationOf('shopify', order.text('id')),
    data: {
      items: itemsText(lines, (line) => line.text('title')),
      gateway:
        order
          .list('payment_gateway_names')
          .map((one) => humanise(one.text() ?? ''))
          .join(', ') || undefined,
      country: order.text('billing_address', 'country_code'),
      coupon: code,
      tax: nonZero(majorAmount(order.text('total_tax'), order.text('currency'))),
      reason: order.text('cancel_reason'),
      order_number: order.text('name'),
    },
  };
}

function nonZero(amount: Amount | undefined): Amount | undefined {
  return amount !== undefined && Number(amount.value) !== 0 ? amount : undefined;
}

function refundParts(refund: Json) {
  const lines = refund.list('refund_line_items').map((one) => one.at('line_item'));
  const paid = refund.list('transactions').filter((one) => one.text('status') === 'success');
  const [first] = paid;
  return {
    player: playerOf(refund, lines),
    amount: sum(
      paid.map((one) => one.text('amount')),
      first?.text('currency'),
    ),
    correlation_id: correlationOf('shopify', refund.text('order_id')),
    data: {
      items: itemsText(lines, (line) => line.text('title')),
      reason: refund.text('note'),
      gateway: first === undefined ? undefined : humanise(first.text('gateway') ?? ''),
      order_id: refund.text('order_id'),
    },
  };
}

/** Decimal texts added up without floating point. */
function sum(texts: readonly (string | undefined)[], currency: string | undefined): Amount | undefined {
  const decimals = texts.filter((text) => text !== undefined && /^-?\d{1,12}(\.\d{1,4})?$/.test(text));
  if (decimals.length === 0) return undefined;
  const places = Math.max(...decimals.map((text) => text?.split('.')[1]?.length ?? 0));
  const units = decimals.reduce((total, text) => {
    const [whole = '0', part = ''] = (text ?? '').split('.');
    return total + BigInt(`${whole}${part.padEnd(places, '0')}`);
  }, 0n);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const value = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return majorAmount(`${units < 0n ? '-' : ''}${value}`, currency);
}

function disputeParts(dispute: Json) {
  return {
    amount: majorAmount(dispute.text('amount'), dispute.text('currency')),
    correlation_id: correlationOf('shopify', dispute.text('order_id')),
    data: {
      reason: dispute.text('reason') && humanise(dispute.text('reason') ?? ''),
      status: dispute.text('status') && humanise(dispute.text('status') ?? ''),
      due_by: dispute.time('evidence_due_by'),
      dispute_id: dispute.text('id'),
      order_id: dispute.text('order_id'),
    },
  };
}

function contractParts(topic: string, contract: Json) {
  const isAttempt = topic.startsWith('subscription_billing_attempts/');
  const id = isAttempt ? contract.text('subscription_contract_id') : contract.text('id');
  const unit = contract.text('billing_policy', 'interval');
  const count = contract.number('billing_policy', 'interval_count') ?? 1;
  return {
    correlation_id: correlationOf('shopify', 'contract', id),
    data: {
      interval: unit !== undefined && count > 1 ? `${count} ${unit}s` : unit,
      status: isAttempt ? undefined : contract.text('status'),
      reason: contract.text('error_message'),
      reason_code: contract.text('error_code'),
      order_id: contract.text('origin_order_id') ?? contract.text('order_id'),
      contract_id: id,
    },
  };
}
