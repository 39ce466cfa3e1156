import type { Json } from '../lib/json-reader.ts';
import { correlationOf } from './_event.ts';
import { type Kind, kind } from './_kinds.ts';
import { metadataOf, playerKeys } from './_metadata.ts';
import { stripeAmount } from './_stripe-money.ts';
import { packageOf, playerOf, readable, type StripeParts } from './_stripe-object.ts';

/** The change of a subscription; undefined where it is none that a store wants to hear of. */
function changeOf(subscription: Json, previous: Json): Kind | undefined {
  const had = (key: string) => previous.entries().some(([name]) => name === key);
  if (had('cancel_at_period_end') || had('cancel_at')) {
    const ends = subscription.flag('cancel_at_period_end') === true || subscription.at('cancel_at').exists;
    return ends
      ? kind('subscription.cancel_requested', 'subscriptions', 'warning')
      : kind('subscription.cancel_aborted', 'subscriptions', 'success');
  }
  if (had('status') && /^(past_due|unpaid)$/.test(subscription.text('status') ?? ''))
    return kind('subscription.past_due', 'subscriptions', 'warning', 'Payment overdue');
  const plan = (one: Json) => one.text('items', 'data', 0, 'price', 'id') ?? one.text('plan', 'id');
  if ((had('items') || had('plan')) && plan(previous) !== undefined && plan(previous) !== plan(subscription))
    return kind('subscription.updated', 'subscriptions', 'info', 'Plan changed');
  return undefined;
}

/** The parts of an event of a subscription; undefined where there is nothing to tell. */
export function subscriptionParts(name: string, subscription: Json, previous: Json): StripeParts | undefined {
  const isUpdate = name === 'customer.subscription.updated';
  const change = isUpdate ? changeOf(subscription, previous) : undefined;
  if (isUpdate && change === undefined) return undefined;
  const isTrial = name === 'customer.subscription.created' && subscription.text('status') === 'trialing';
  const isDeleted = name === 'customer.subscription.deleted';
  const item = subscription.at('items', 'data', 0);
  const price = item.exists ? item.at('price') : subscription.at('plan');
  const units = price.number('unit_amount') ?? price.number('amount');
  const trialEnd = name.endsWith('trial_will_end') ? subscription.time('trial_end') : undefined;
  const ends = subscription.time('ended_at') ?? subscription.time('cancel_at') ?? trialEnd;
  const renews = item.time('current_period_end') ?? subscription.time('current_period_end');
  const details = subscription.at('cancellation_details');
  return {
    kind: change,
    title: isTrial ? 'Trial started' : undefined,
    event: {
      player: playerOf(subscription),
      amount: stripeAmount(
        units === undefined ? undefined : units * (item.number('quantity') ?? 1),
        price.text('currency') ?? subscription.text('currency'),
      ),
      description: details.text('comment'),
      correlation_id: correlationOf('stripe', subscription.text('id')),
      data: {
        plan: packageOf(subscription) ?? price.text('nickname'),
        interval: intervalOf(price),
        renews_at: ends === undefined && !isDeleted ? renews : undefined,
        ends_at: ends,
        since: subscription.time('start_date'),
        reason: readable(details.text('feedback') ?? details.text('reason')),
        subscription_id: subscription.text('id'),
      },
    },
  };
}

function intervalOf(price: Json): string | undefined {
  const count = price.number('recurring', 'interval_count') ?? price.number('interval_count') ?? 1;
  const unit = price.text('recurring', 'interval') ?? price.text('interval');
  return unit !== undefined && count > 1 ? `${count} ${unit}s` : unit;
}

function subscriptionOf(invoice: Json): string | undefined {
  return invoice.text('parent', 'subscription_details', 'subscription') ?? invoice.text('subscription');
}

/** The parts of an event of an invoice; undefined where another event tells of it. */
export function invoiceParts(name: string, invoice: Json): StripeParts | undefined {
  const isPaid = name === 'invoice.paid' || name === 'invoice.payment_succeeded';
  const isFirst = isPaid && invoice.text('billing_reason') === 'subscription_create';
  // A trial begins with an invoice of nothing; the subscription's own event tells of it.
  if (isFirst && invoice.number('amount_paid') === 0) return undefined;
  const subscription = subscriptionOf(invoice);
  const details = invoice.at('parent', 'subscription_details').exists
    ? invoice.at('parent', 'subscription_details')
    : invoice.at('subscription_details');
  const line = invoice.text('lines', 'data', 0, 'description');
  const isSingle = isPaid && subscription === undefined;
  const isSale = isFirst || isSingle;
  const title = isFirst ? 'New subscription payment' : 'Invoice paid';
  return {
    kind: isSale ? kind('payment.completed', 'transactions', 'success', title) : undefined,
    event: {
      player: playerOf(details, metadataOf(invoice.at('metadata'), playerKeys)),
      amount: stripeAmount(invoice.number(isPaid ? 'amount_paid' : 'amount_due'), invoice.text('currency')),
      correlation_id: correlationOf('stripe', subscription ?? invoice.text('id')),
      data: {
        [isSale ? 'package' : 'plan']: packageOf(details) ?? packageOf(invoice) ?? line,
        attempt: isPaid ? undefined : invoice.number('attempt_count'),
        next_attempt_at: isPaid ? undefined : invoice.time('next_payment_attempt'),
        invoice_number: invoice.text('number'),
        subscription_id: subscription,
      },
    },
  };
}
