import type { Json } from '../lib/json-reader.ts';
import { fromBase64, hmac, isSame } from '../lib/signature.ts';
import { minorAmount } from '../model/currency.ts';
import type { Amount, Person } from '../model/event.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import {
  correlationOf,
  eventOf,
  humanise,
  itemsText,
  keyOf,
  lookUp,
  personOf,
  slugOf,
  unknownEvent,
} from './_event.ts';
import { paynowHelp, paynowKinds } from './_paynow-kinds.ts';
import { headerOf, missing, proven, staleness, wrong } from './_proof.ts';

/** PayNow.gg. Contract: PayNow documentation, "Webhook Integration", and webhook-definitions.json of its OpenAPI. */
export default {
  id: 'paynow',
  title: 'PayNow.gg',
  link: 'https://docs.paynow.gg/webhooks/webhooks-introduction',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'In the PayNow dashboard open Settings → Webhooks and create a webhook of the type "JSON".',
    'Paste the address {url}. PayNow takes one event for each webhook: create one with the same address for every event.',
    'Copy the secret that is shown for each of them and give it to Crier; with several webhooks, add each with --keep-old.',
  ],
  events: paynowHelp,
  recognises: ({ headers }) => headers['paynow-signature'] !== undefined,
  prove,
  translate(request) {
    const envelope = readJson(request);
    return { events: eventsOf(envelope) };
  },
} satisfies Source;

function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const time = headerOf(request, 'PayNow-Timestamp');
  const signature = headerOf(request, 'PayNow-Signature');
  if (time === undefined) return missing('The header PayNow-Timestamp');
  if (signature === undefined) return missing('The header PayNow-Signature');
  const given = signature.split(',').map((one) => fromBase64(one.trim()));
  const fits = secrets.some((secret) => {
    const expected = hmac('sha256', secret, `${time}.`, request.body);
    return given.some((one) => one !== undefined && isSame(expected, one));
  });
  if (!fits) return wrong('The header PayNow-Signature');
  return staleness(Number(time) / 1_000, request) ?? proven;
}

function eventsOf(envelope: Json): SourceEvent[] {
  const name = envelope.text('event_type');
  const id = envelope.text('event_id');
  const body = envelope.at('body');
  const found = lookUp(paynowKinds, name);
  const key = keyOf('paynow', id);
  if (name === undefined || found === undefined) return [unknownEvent('paynow', name, { id: key })];
  const event = eventOf({ id: key, ...partsOf(name, body), ...found });
  if (name === 'ON_ORDER_COMPLETED') return [event, ...gifts(event, id, body)];
  if (name === 'ON_CHARGEBACK_CLOSED') return [closedDispute(event, body)];
  if (!name.startsWith('ON_DELIVERY_ITEM_')) return [event];
  return [{ ...event, title: itemTitle(name, body) }];
}

function itemTitle(name: string, body: Json): string {
  const state = humanise(name.replace('ON_DELIVERY_ITEM_', '')).toLowerCase();
  return `${body.text('product', 'name') ?? 'Item'}: ${state}`.slice(0, 256);
}

function closedDispute(event: SourceEvent, body: Json): SourceEvent {
  const status = body.text('chargeback_status')?.toLowerCase() ?? '';
  if (status.includes('won')) return { ...event, type: 'payment.dispute.won', severity: 'success' };
  if (status.includes('lost')) return { ...event, type: 'payment.dispute.lost', severity: 'error' };
  return event;
}

function partsOf(name: string, body: Json) {
  const player = playerOf(body.at('customer'));
  if (name === 'ON_ORDER_COMPLETED') return { player, ...orderParts(body) };
  if (name.startsWith('ON_SUBSCRIPTION_')) return { player, ...subscriptionParts(body) };
  if (name.startsWith('ON_TRIAL_')) return { player, ...trialParts(body) };
  if (name.startsWith('ON_DELIVERY_ITEM_')) return { player, ...itemParts(body) };
  if (name === 'ON_DISCORD_ACCOUNT_LINKED_TO_CHECKOUT') return { player, ...linkParts(body) };
  return { player, ...paymentParts(body, name === 'ON_REFUND' ? 'store_refund_amount' : 'amount') };
}

function money(body: Json, key: string): Amount | undefined {
  const units = body.number(key);
  return units === undefined ? undefined : minorAmount(units, body.text('currency'));
}

function nonZero(body: Json, key: string): Amount | undefined {
  return body.number(key) === 0 ? undefined : money(body, key);
}

function playerOf(customer: Json): Person | undefined {
  const profile = customer.at('profile');
  const name =
    profile.text('name') ??
    customer.text('name') ??
    customer.text('minecraft', 'name') ??
    customer.text('steam', 'name');
  return personOf({
    name,
    id: profile.text('id') ?? customer.text('minecraft', 'id') ?? customer.text('steam', 'id'),
    avatar_url: profile.text('avatar_url'),
  });
}

function orderParts(order: Json) {
  const lines = order.list('lines');
  return {
    amount: money(order, 'total_amount'),
    occurred_at: order.time('completed_at'),
    correlation_id: correlationOf('paynow', 'order', order.text('id')),
    data: {
      packages: itemsText(lines, (line) => line.text('product_name')) ?? order.text('product_names'),
      server: order.text('product_gameservers'),
      discount: nonZero(order, 'discount_amount'),
      gift_card_used: nonZero(order, 'giftcard_usage_amount'),
      tax: nonZero(order, 'tax_amount'),
      country: order.text('billing_address_country'),
      order_id: order.text('id'),
    },
  };
}

function gifts(event: SourceEvent, id: string | undefined, order: Json): SourceEvent[] {
  const { player, occurred_at, correlation_id } = event;
  const common = { player, occurred_at, correlation_id, category: 'gifting' as const };
  const order_id = order.text('id');
  const presents = order.list('lines').flatMap((line, index) => {
    const recipient = playerOf(line.at('gift_to_customer'));
    if (recipient === undefined) return [];
    const data = { packages: itemsText([line], (one) => one.text('product_name')), order_id };
    return [eventOf({ ...common, type: 'gift.sent', id: keyOf('paynow', id, 'gift', String(index)), recipient, data })];
  });
  const used = nonZero(order, 'giftcard_usage_amount');
  if (used === undefined) return presents;
  const card = {
    ...common,
    type: 'giftcard.redeemed',
    id: keyOf('paynow', id, 'card'),
    amount: used,
    data: { order_id },
  };
  return [...presents, eventOf(card)];
}

function paymentParts(payment: Json, amountKey: string) {
  return {
    amount: money(payment, amountKey),
    occurred_at:
      payment.time('completed_at') ??
      payment.time('failed_at') ??
      payment.time('chargeback_at') ??
      payment.time('created_at'),
    correlation_id: correlationOf('paynow', 'order', payment.text('order_id')),
    data: {
      gateway: payment.text('gateway'),
      net: nonZero(payment, 'store_net_amount'),
      fee: nonZero(payment, 'gateway_fee_amount'),
      reason: payment.text('failure_code'),
      status: payment.text('chargeback_status') ?? payment.text('status'),
      country: payment.text('billing_country'),
      order_id: payment.text('order_id'),
      payment_id: payment.text('payment_id') ?? payment.text('id'),
    },
  };
}

function everyText(count: number | undefined, unit: string | undefined): string | undefined {
  if (unit === undefined) return undefined;
  return count === undefined || count === 1 ? unit : `${count} ${unit}s`;
}

function subscriptionParts(subscription: Json) {
  const ended = subscription.at('canceled_at').exists;
  const periodEnd = subscription.time('current_period_end');
  return {
    amount: money(subscription, 'total_amount'),
    correlation_id: correlationOf('paynow', 'sub', subscription.text('id')),
    data: {
      plan: subscription.text('product_name'),
      interval: everyText(subscription.number('interval_value'), subscription.text('interval_scale')),
      renews_at: ended ? undefined : periodEnd,
      ends_at: ended ? periodEnd : undefined,
      cycle: subscription.number('billing_cycle_sequence'),
      reason: wordsOrNothing(subscription.text('cancel_reason')),
      country: subscription.text('billing_country'),
      subscription_id: subscription.text('id'),
    },
  };
}

function wordsOrNothing(word: string | undefined): string | undefined {
  return word === undefined ? undefined : humanise(word);
}

function trialParts(trial: Json) {
  return {
    correlation_id: correlationOf('paynow', 'trial', trial.text('id')),
    data: {
      plan: trial.text('product_name'),
      period: everyText(trial.number('period_value'), trial.text('period_scale')),
      ends_at: trial.time('ends_at'),
    },
  };
}

function itemParts(item: Json) {
  return {
    correlation_id: correlationOf('paynow', 'item', item.text('id')),
    data: {
      perk: item.text('product', 'name'),
      server: item.text('execute_on_gameserver', 'name'),
      expires_at: item.time('expires_at'),
      reason: item.text('revoke_reason'),
      state: slugOf(item.text('state') ?? 'unknown'),
      order_id: item.text('order_id'),
    },
  };
}

function linkParts(link: Json) {
  return {
    correlation_id: correlationOf('paynow', 'order', link.text('order_id')),
    data: {
      discord_user: link.text('discord_user_name'),
      package: link.text('product', 'name'),
      order_id: link.text('order_id'),
    },
    fields: [{ name: 'Discord user', value: link.text('discord_user_name') ?? 'unknown' }],
  };
}
