import { hash } from 'node:crypto';
import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Amount, Person } from '../model/event.ts';
import type { Source, SourceEvent, Translation } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, itemsText, keyOf, lookUp, personOf, unknownEvent } from './_event.ts';
import { proveByHmac } from './_proof.ts';

/** Tebex: checkout webhooks of game-server stores. Contract: Tebex documentation, "Webhooks", "Checkout webhooks". */
export default {
  id: 'tebex',
  title: 'Tebex',
  link: 'https://docs.tebex.io/developers/webhooks/overview',
  secret: { from: 'platform', name: 'Secret key of the webhook endpoint' },
  setup: [
    'In the Tebex panel open Developers → Webhooks → Endpoints and add an endpoint.',
    'Paste the address {url} and choose the events, or all of them.',
    'Copy the secret key that is shown beside the endpoint and give it to Crier before you save: Tebex sends a test at once, and Crier answers it.',
  ],
  events: [
    { platform: 'payment.completed', type: 'payment.completed', category: 'transactions' },
    { platform: 'payment.completed, with a gift', type: 'gift.sent', category: 'gifting' },
    { platform: 'payment.completed, with a gift card', type: 'giftcard.redeemed', category: 'gifting' },
    { platform: 'payment.declined', type: 'payment.declined', category: 'errors' },
    { platform: 'payment.refunded', type: 'payment.refunded', category: 'transactions' },
    { platform: 'payment.dispute.opened', type: 'payment.dispute.opened', category: 'transactions' },
    { platform: 'payment.dispute.won', type: 'payment.dispute.won', category: 'transactions' },
    { platform: 'payment.dispute.lost', type: 'payment.dispute.lost', category: 'transactions' },
    { platform: 'payment.dispute.closed', type: 'payment.dispute.closed', category: 'transactions' },
    { platform: 'recurring-payment.started', type: 'subscription.created', category: 'subscribe' },
    { platform: 'recurring-payment.renewed', type: 'subscription.renewed', category: 'subscriptions' },
    {
      platform: 'recurring-payment.cancellation.requested',
      type: 'subscription.cancel_requested',
      category: 'subscriptions',
    },
    {
      platform: 'recurring-payment.cancellation.aborted',
      type: 'subscription.cancel_aborted',
      category: 'subscriptions',
    },
    { platform: 'recurring-payment.status-changed', type: 'subscription.updated', category: 'subscriptions' },
    { platform: 'recurring-payment.ended', type: 'subscription.ended', category: 'unsubscribe' },
    { platform: 'recurring-payment.trial.*', type: 'trial.updated', category: 'subscriptions' },
    { platform: 'basket.abandoned', type: 'basket.abandoned', category: 'processing' },
  ],
  // Tebex signs the hex text of the body's SHA-256, not its bytes.
  prove: proveByHmac({ header: 'X-Signature', message: ({ body }) => hash('sha256', body) }),
  translate(request): Translation {
    const body = readJson(request);
    const type = body.text('type');
    if (type === 'validation.webhook') return { events: [], answer: { status: 200, body: { id: body.text('id') } } };
    return { events: eventsOf(type, body) };
  },
} satisfies Source;

const paymentTypes: Readonly<Record<string, Pick<SourceEvent, 'category' | 'severity'>>> = {
  'payment.completed': { category: 'transactions', severity: 'success' },
  'payment.declined': { category: 'errors', severity: 'error' },
  'payment.refunded': { category: 'transactions', severity: 'warning' },
  'payment.dispute.opened': { category: 'transactions', severity: 'critical' },
  'payment.dispute.won': { category: 'transactions', severity: 'success' },
  'payment.dispute.lost': { category: 'transactions', severity: 'error' },
  'payment.dispute.closed': { category: 'transactions', severity: 'info' },
};

const subscriptionTypes: Readonly<Record<string, Pick<SourceEvent, 'type' | 'category' | 'severity'>>> = {
  'recurring-payment.started': { type: 'subscription.created', category: 'subscribe', severity: 'success' },
  'recurring-payment.renewed': { type: 'subscription.renewed', category: 'subscriptions', severity: 'success' },
  'recurring-payment.cancellation.requested': {
    type: 'subscription.cancel_requested',
    category: 'subscriptions',
    severity: 'warning',
  },
  'recurring-payment.cancellation.aborted': {
    type: 'subscription.cancel_aborted',
    category: 'subscriptions',
    severity: 'success',
  },
  'recurring-payment.status-changed': { type: 'subscription.updated', category: 'subscriptions' },
  'recurring-payment.ended': { type: 'subscription.ended', category: 'unsubscribe' },
};

function eventsOf(type: string | undefined, body: Json): SourceEvent[] {
  const id = body.text('id');
  const common = { id: keyOf('tebex', id), occurred_at: body.time('date') };
  const subject = body.at('subject');
  const payment = lookUp(paymentTypes, type);
  if (type !== undefined && payment !== undefined) {
    const first = eventOf({ ...common, ...payment, ...paymentParts(subject), type });
    return type === 'payment.completed' ? [first, ...gifts(first, id, subject)] : [first];
  }
  const subscription = lookUp(subscriptionTypes, type);
  if (subscription !== undefined) return [eventOf({ ...common, ...subscriptionParts(type, subject), ...subscription })];
  const parts = type?.startsWith('recurring-payment.') ? subscriptionParts(type, subject) : paymentParts(subject);
  if (type?.startsWith('recurring-payment.trial.')) {
    const title = `Trial: ${type.slice('recurring-payment.trial.'.length).replaceAll('-', ' ')}`;
    return [eventOf({ ...common, ...parts, type: 'trial.updated', category: 'subscriptions', title })];
  }
  if (type === 'basket.abandoned') return [eventOf({ ...common, ...parts, type, category: 'processing' })];
  return [unknownEvent('tebex', type, common)];
}

function moneyOf(money: Json): Amount | undefined {
  return majorAmount(money.number('amount'), money.text('currency'));
}

function playerOf(payment: Json): Person | undefined {
  const customer = payment.at('customer');
  const [firstProduct] = payment.list('products');
  return (
    named(customer.at('username')) ??
    (firstProduct && named(firstProduct.at('username'))) ??
    personOf({ name: customer.text('first_name') })
  );
}

/** `{id, username}`, a bare name, or null: Tebex sends all three. */
function named(username: Json): Person | undefined {
  return personOf({ name: username.text('username') ?? username.text(), id: username.text('id') });
}

function paymentParts(payment: Json) {
  const decline = payment.at('decline_reason');
  const isDeclined = decline.exists;
  const paid = moneyOf(payment.at('price_paid'));
  return {
    player: playerOf(payment),
    // Nothing was paid where it was declined: what was asked for says more.
    amount: (isDeclined ? nonZero(paid) : paid) ?? moneyOf(payment.at('price')),
    correlation_id: correlationOf('tebex', payment.text('transaction_id')),
    data: {
      packages: itemsText(payment.list('products'), (product) => product.text('name')),
      base_price: majorAmount(
        payment.number('price_paid', 'base_currency_price'),
        payment.text('price_paid', 'base_currency'),
      ),
      gateway: payment.text('payment_method', 'name'),
      country: payment.text('customer', 'country'),
      server: itemsText(
        payment.list('products').flatMap((product) => product.list('servers')),
        (server) => server.text('name'),
      ),
      coupon: couponsOf(payment),
      tax:
        payment.text('status', 'description') === 'Complete' ? nonZero(moneyOf(payment.at('fees', 'tax'))) : undefined,
      creator_code: payment.text('creator_code'),
      reason: decline.text('message') ?? decline.text(),
      reason_code: decline.text('code'),
      purchased_at: isDeclined ? undefined : payment.time('created_at'),
      transaction_id: payment.text('transaction_id'),
    },
  };
}

function nonZero(amount: Amount | undefined): Amount | undefined {
  return amount !== undefined && Number(amount.value) !== 0 ? amount : undefined;
}

function couponsOf(payment: Json): string | undefined {
  return itemsText(payment.list('coupons'), (coupon) => {
    const percent = coupon.number('discount_percentage');
    const discount = percent === undefined || percent === 0 ? '' : ` (−${percent} %)`;
    const code = coupon.text('code');
    return code && `${code}${discount}`;
  });
}

/** A product for somebody else is a gift; each gift card that was used is told by itself. */
function gifts(payment: SourceEvent, id: string | undefined, subject: Json): SourceEvent[] {
  const { player, occurred_at, correlation_id } = payment;
  const buyer = subject.text('customer', 'username', 'id');
  const transaction_id = subject.text('transaction_id');
  const common = { player, occurred_at, correlation_id, category: 'gifting' as const };
  const presents = subject.list('products').flatMap((product, index) => {
    const recipient = named(product.at('username'));
    if (recipient?.id === undefined || buyer === undefined || recipient.id === buyer) return [];
    const packages = itemsText([product], (one) => one.text('name'));
    const server = itemsText(product.list('servers'), (one) => one.text('name'));
    const data = { packages, server, transaction_id };
    return [eventOf({ ...common, type: 'gift.sent', id: keyOf('tebex', id, 'gift', String(index)), recipient, data })];
  });
  const cards = subject.list('gift_cards').map((card, index) => {
    const last = card.text('card_number')?.slice(-4);
    const data = { card: last && `•••• ${last}`, transaction_id };
    return eventOf({
      ...common,
      type: 'giftcard.redeemed',
      id: keyOf('tebex', id, 'card', String(index)),
      amount: moneyOf(card.at('amount')),
      data,
    });
  });
  return [...presents, ...cards];
}

/** The time until which it is paid: the event says if it then goes on or ends. */
function paidUntil(type: string | undefined, time: string | undefined) {
  if (type === 'recurring-payment.ended') return {};
  return type === 'recurring-payment.cancellation.requested' ? { ends_at: time } : { renews_at: time };
}

function subscriptionParts(type: string | undefined, subject: Json) {
  const last = subject.at('last_payment');
  const payment = last.exists ? last : subject.at('initial_payment');
  return {
    player: playerOf(payment),
    amount: moneyOf(payment.at('price_paid')) ?? moneyOf(subject.at('price')),
    correlation_id: correlationOf('tebex', subject.text('reference')),
    data: {
      plan: itemsText(payment.list('products'), (product) => product.text('name')),
      ...paidUntil(type, subject.time('next_payment_at')),
      since: subject.time('created_at'),
      gateway: payment.text('payment_method', 'name'),
      status: subject.text('status', 'description'),
      fail_count: subject.number('fail_count') || undefined,
      reason: subject.text('cancel_reason'),
      transaction_id: payment.text('transaction_id'),
      subscription_id: subject.text('reference'),
    },
  };
}
