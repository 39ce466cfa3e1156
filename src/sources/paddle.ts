import { minorAmount } from '../lib/currency.ts';
import type { Json } from '../lib/json-reader.ts';
import { fromHex, hmac, isSame } from '../lib/signature.ts';
import type { Amount } from '../model/event.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, itemsText, keyOf, lookUp, personOf, unknownEvent, wordsOf } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { headerOf, missing, proven, staleness, wrong } from './_proof.ts';

const kinds: Kinds = {
  'transaction.completed': kind('payment.completed', 'transactions', 'success'),
  'transaction.payment_failed': kind('payment.declined', 'errors', 'error', 'Payment failed'),
  'transaction.past_due': kind('payment.failed', 'errors', 'warning', 'Payment overdue'),
  'transaction.canceled': kind('payment.cancelled', 'transactions'),
  'adjustment.created': kind('payment.refunded', 'transactions', 'warning'),
  'adjustment.updated': kind('payment.refunded', 'transactions', 'warning', 'Refund updated'),
  'subscription.activated': kind('subscription.created', 'subscribe', 'success'),
  'subscription.trialing': kind('trial.started', 'subscriptions'),
  'subscription.updated': kind('subscription.updated', 'subscriptions'),
  'subscription.past_due': kind('subscription.past_due', 'subscriptions', 'warning', 'Payment overdue'),
  'subscription.paused': kind('subscription.paused', 'subscriptions'),
  'subscription.resumed': kind('subscription.resumed', 'subscriptions'),
  'subscription.canceled': kind('subscription.cancelled', 'unsubscribe'),
};

/** One payment makes several of these beside the one that is told. */
const unshown =
  /^(transaction\.(created|updated|ready|billed|paid|revised)|subscription\.(created|imported)|(customer|address|business|product|price|discount|payment_method|report)\..+)$/;

/** Paddle Billing. Contract: Paddle developer documentation, "Verify webhook signatures" and "Webhooks". */
export default {
  id: 'paddle',
  title: 'Paddle',
  link: 'https://developer.paddle.com/webhooks/overview',
  secret: { from: 'platform', name: 'Secret key of the destination (pdl_ntfset_…)' },
  setup: [
    'In Paddle open Developer tools → Notifications → New destination, type Webhook, paste {url}, and choose the events of the table below.',
    'Open the destination, copy its secret key, and give it to Crier.',
    'Put the player\'s name into custom_data ("player") of the checkout, so that it is shown.',
  ],
  events: helpOf(kinds),
  recognises: ({ headers }) => headers['paddle-signature'] !== undefined,
  prove,
  translate: (request) => ({ events: eventsOf(readJson(request)) }),
} satisfies Source;

const header = 'Paddle-Signature';

function prove(request: SourceRequest, { secrets }: SourceSettings): Proof {
  const text = headerOf(request, header);
  if (text === undefined) return missing(`The header ${header}`);
  const pairs = text.split(';').map((pair) => pair.trim().split('='));
  const time = pairs.find(([key]) => key === 'ts')?.[1];
  const given = pairs.filter(([key]) => key === 'h1').map(([, value]) => fromHex(value ?? ''));
  if (time === undefined || !/^\d{1,12}$/.test(time)) return wrong(`The header ${header}`);
  const fits = secrets.some((secret) => {
    const expected = hmac('sha256', secret, `${time}:`, request.body);
    return given.some((one) => one !== undefined && isSame(expected, one));
  });
  return fits ? (staleness(Number(time), request) ?? proven) : wrong(`The header ${header}`);
}

function eventsOf(body: Json): SourceEvent[] {
  const name = body.text('event_type');
  const data = body.at('data');
  if (name !== undefined && unshown.test(name)) return [];
  const common = { id: keyOf('paddle', body.text('event_id')), occurred_at: body.time('occurred_at') };
  const found = lookUp(kinds, name);
  if (name === undefined || found === undefined) return [unknownEvent('paddle', name, common)];
  if (name.startsWith('adjustment.')) return adjustments(data, common, found);
  if (name.startsWith('subscription.')) return [eventOf({ ...common, ...subscriptionParts(data), ...found })];
  const isRenewal = name === 'transaction.completed' && data.text('origin') === 'subscription_recurring';
  const renewed = kind('subscription.renewed', 'subscriptions', 'success');
  return [eventOf({ ...common, ...transactionParts(data), ...(isRenewal ? renewed : found) })];
}

/** Amounts are texts of the smallest unit. */
function money(units: string | undefined, currency: string | undefined): Amount | undefined {
  return minorAmount(units, currency);
}

function nonZero(amount: Amount | undefined): Amount | undefined {
  return amount !== undefined && Number(amount.value) !== 0 ? amount : undefined;
}

function playerOf(data: Json) {
  const custom = data.at('custom_data');
  return personOf({ name: custom.text('player') ?? custom.text('username') ?? custom.text('player_name') });
}

function itemsOf(data: Json): string | undefined {
  return itemsText(
    data.list('items'),
    (item) => item.text('product', 'name') ?? item.text('price', 'name') ?? item.text('price', 'description'),
  );
}

function transactionParts(data: Json) {
  const totals = data.at('details', 'totals');
  const currency = totals.text('currency_code') ?? data.text('currency_code');
  const subscription = data.text('subscription_id');
  const attempt = data.at('payments', 0);
  const error = attempt.text('error_code');
  return {
    player: playerOf(data),
    amount: money(totals.text('grand_total') ?? totals.text('total'), currency),
    correlation_id: correlationOf('paddle', subscription ?? data.text('id')),
    data: {
      packages: itemsOf(data),
      discount: nonZero(money(totals.text('discount'), currency)),
      tax: nonZero(money(totals.text('tax'), currency)),
      fee: nonZero(money(totals.text('fee') ?? '0', currency)),
      gateway: attempt.text('method_details', 'type') && wordsOf(attempt.text('method_details', 'type') ?? ''),
      reason: error && wordsOf(error),
      invoice_number: data.text('invoice_number'),
      subscription_id: subscription,
      transaction_id: data.text('id'),
    },
  };
}

function adjustments(data: Json, common: object, found: Kinds[string]): SourceEvent[] {
  const action = data.text('action') ?? '';
  const currency = data.text('currency_code') ?? data.text('totals', 'currency_code');
  const kindOf: Readonly<Record<string, Kinds[string]>> = {
    chargeback: kind('payment.dispute.opened', 'transactions', 'critical'),
    chargeback_warning: kind('payment.fraud_warning', 'errors', 'warning'),
    chargeback_reverse: kind('payment.dispute.won', 'transactions', 'success'),
  };
  const isPartly = action === 'refund' && data.text('type') === 'partial';
  const partly = kind('payment.partially_refunded', 'transactions', 'warning');
  const told = lookUp(kindOf, action) ?? (isPartly ? partly : found);
  const parts = {
    amount: money(data.text('totals', 'total'), currency),
    correlation_id: correlationOf('paddle', data.text('subscription_id') ?? data.text('transaction_id')),
    data: {
      reason: data.text('reason'),
      status: data.text('status') && wordsOf(data.text('status') ?? ''),
      transaction_id: data.text('transaction_id'),
    },
  };
  return [eventOf({ ...common, ...parts, ...told })];
}

function subscriptionParts(data: Json) {
  const price = data.at('items', 0, 'price');
  const count = data.number('billing_cycle', 'frequency') ?? 1;
  const unit = data.text('billing_cycle', 'interval');
  const isOver = data.text('status') === 'canceled';
  return {
    player: playerOf(data),
    amount: money(price.text('unit_price', 'amount'), price.text('unit_price', 'currency_code')),
    correlation_id: correlationOf('paddle', data.text('id')),
    data: {
      plan: itemsOf(data),
      interval: unit !== undefined && count > 1 ? `${count} ${unit}s` : unit,
      renews_at: isOver ? undefined : data.time('next_billed_at'),
      ends_at: data.time('canceled_at'),
      since: data.time('started_at'),
      subscription_id: data.text('id'),
    },
  };
}
