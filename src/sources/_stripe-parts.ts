import type { Json } from '../lib/json-reader.ts';
import type { Person } from '../model/event.ts';
import type { SourceEvent } from '../model/source.ts';
import { correlationOf, personOf, wordsOf } from './_event.ts';
import { type Kind, kind } from './_kinds.ts';
import { metadataOf, packageKeys, playerKeys } from './_metadata.ts';
import { stripeAmount } from './_stripe-money.ts';

type Loose = { [Key in keyof SourceEvent]?: SourceEvent[Key] | undefined };

/** What an object of Stripe says; `kind` and `title` where they depend on what is in it. */
export interface StripeParts {
  event: Loose;
  kind?: Kind | undefined;
  title?: string | undefined;
}

/** The parts of an event of Stripe; undefined where there is nothing to tell. */
export function partsOf(name: string, object: Json, previous: Json): StripeParts | undefined {
  if (name.startsWith('checkout.session.')) return sessionParts(name, object);
  if (name.startsWith('charge.dispute.')) return disputeParts(name, object);
  if (name === 'charge.refunded') return refundParts(object, previous);
  if (name.startsWith('customer.subscription.')) return subscriptionParts(name, object, previous);
  if (name.startsWith('invoice.')) return invoiceParts(name, object);
  if (name.startsWith('payment_intent.')) return intentParts(object);
  return otherParts(object);
}

function playerOf(object: Json, name?: string): Person | undefined {
  return personOf({ name: metadataOf(object.at('metadata'), playerKeys) ?? name });
}

function packageOf(object: Json): string | undefined {
  return metadataOf(object.at('metadata'), packageKeys);
}

/** An answer of the buyer to a field of the shop whose name speaks of a player. */
function customPlayer(session: Json): string | undefined {
  const field = session
    .list('custom_fields')
    .find((one) => /name|player/i.test(`${one.text('key')} ${one.text('label', 'custom')}`));
  return field?.text('text', 'value') ?? field?.text('dropdown', 'value') ?? field?.text('numeric', 'value');
}

function sessionParts(name: string, session: Json): StripeParts | undefined {
  if (session.text('mode') === 'setup') return undefined;
  const currency = session.text('currency');
  const isSubscription = session.text('mode') === 'subscription';
  const isUnpaid = name.endsWith('.completed') && session.text('payment_status') === 'unpaid';
  const discount = session.number('total_details', 'amount_discount');
  const tax = session.number('total_details', 'amount_tax');
  const joined = isSubscription ? session.text('subscription') : session.text('payment_intent');
  return {
    kind: isUnpaid ? kind('payment.pending', 'transactions') : undefined,
    title: isSubscription && name.endsWith('.completed') && !isUnpaid ? 'New subscription payment' : undefined,
    event: {
      player: playerOf(session, customPlayer(session) ?? session.text('client_reference_id')),
      amount: stripeAmount(session.number('amount_total'), currency),
      correlation_id: correlationOf('stripe', joined ?? session.text('id')),
      data: {
        package: packageOf(session),
        discount: discount ? stripeAmount(discount, currency) : undefined,
        tax: tax ? stripeAmount(tax, currency) : undefined,
        country: session.text('customer_details', 'address', 'country'),
        payment_id: session.text('payment_intent'),
        subscription_id: session.text('subscription'),
      },
    },
  };
}

function disputeParts(name: string, dispute: Json): StripeParts {
  const status = dispute.text('status');
  const closed: Readonly<Record<string, Kind>> = {
    won: kind('payment.dispute.won', 'transactions', 'success'),
    lost: kind('payment.dispute.lost', 'transactions', 'error'),
  };
  const isOutcome = name === 'charge.dispute.closed' && (status === 'won' || status === 'lost');
  return {
    kind: isOutcome ? closed[status] : undefined,
    event: {
      player: playerOf(dispute),
      amount: stripeAmount(dispute.number('amount'), dispute.text('currency')),
      correlation_id: correlationOf('stripe', dispute.text('payment_intent') ?? dispute.text('charge')),
      data: {
        reason: words(dispute.text('reason')),
        status: words(status),
        due_by: name === 'charge.dispute.created' ? dispute.time('evidence_details', 'due_by') : undefined,
        dispute_id: dispute.text('id'),
        payment_id: dispute.text('payment_intent') ?? dispute.text('charge'),
      },
    },
  };
}

function words(text: string | undefined): string | undefined {
  return text === undefined ? undefined : wordsOf(text);
}

function methodOf(charge: Json): string | undefined {
  const details = charge.at('payment_method_details');
  const type = details.text('type');
  const brand = details.text('card', 'brand');
  const last = details.text('card', 'last4');
  if (type !== 'card' || brand === undefined) return words(type);
  return `${wordsOf(brand)} •••• ${last ?? ''}`.trim();
}

function refundParts(charge: Json, previous: Json): StripeParts {
  const currency = charge.text('currency');
  const all = charge.number('amount_refunded') ?? 0;
  const now = all - (previous.number('amount_refunded') ?? 0);
  const isWhole = charge.flag('refunded') === true;
  return {
    kind: isWhole ? undefined : kind('payment.partially_refunded', 'transactions', 'warning'),
    event: {
      player: playerOf(charge),
      amount: stripeAmount(now > 0 ? now : all, currency),
      correlation_id: correlationOf('stripe', charge.text('payment_intent') ?? charge.text('id')),
      data: {
        total: stripeAmount(charge.number('amount'), currency),
        package: packageOf(charge),
        gateway: methodOf(charge),
        purchased_at: charge.time('created'),
        payment_id: charge.text('payment_intent') ?? charge.text('id'),
      },
    },
  };
}

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

function subscriptionParts(name: string, subscription: Json, previous: Json): StripeParts | undefined {
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
        reason: words(details.text('feedback') ?? details.text('reason')),
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

function invoiceParts(name: string, invoice: Json): StripeParts | undefined {
  const reason = invoice.text('billing_reason');
  // The checkout or the subscription's own event tells of it.
  if (name === 'invoice.paid' && reason === 'subscription_create') return undefined;
  const subscription = subscriptionOf(invoice);
  const details = invoice.at('parent', 'subscription_details').exists
    ? invoice.at('parent', 'subscription_details')
    : invoice.at('subscription_details');
  const line = invoice.text('lines', 'data', 0, 'description');
  const isPaid = name === 'invoice.paid';
  const isSingle = isPaid && subscription === undefined;
  return {
    kind: isSingle ? kind('payment.completed', 'transactions', 'success', 'Invoice paid') : undefined,
    event: {
      player: playerOf(details, metadataOf(invoice.at('metadata'), playerKeys)),
      amount: stripeAmount(invoice.number(isPaid ? 'amount_paid' : 'amount_due'), invoice.text('currency')),
      correlation_id: correlationOf('stripe', subscription ?? invoice.text('id')),
      data: {
        [isSingle ? 'package' : 'plan']: packageOf(details) ?? packageOf(invoice) ?? line,
        attempt: isPaid ? undefined : invoice.number('attempt_count'),
        next_attempt_at: isPaid ? undefined : invoice.time('next_payment_attempt'),
        invoice_number: invoice.text('number'),
        subscription_id: subscription,
      },
    },
  };
}

function intentParts(intent: Json): StripeParts {
  const error = intent.at('last_payment_error');
  return {
    event: {
      player: playerOf(intent),
      amount: stripeAmount(intent.number('amount'), intent.text('currency')),
      correlation_id: correlationOf('stripe', intent.text('id')),
      data: {
        package: packageOf(intent) ?? intent.text('description'),
        reason: error.text('message'),
        decline_code: error.text('decline_code') ?? error.text('code'),
        gateway: words(error.text('payment_method', 'type')),
        payment_id: intent.text('id'),
      },
    },
  };
}

function otherParts(object: Json): StripeParts {
  const joined = object.text('payment_intent') ?? object.text('charge') ?? object.text('id');
  return {
    event: {
      amount: stripeAmount(object.number('amount'), object.text('currency')),
      correlation_id: correlationOf('stripe', joined),
      data: {
        reason: words(object.text('failure_message') ?? object.text('failure_reason') ?? object.text('fraud_type')),
        arrives_at: object.time('arrival_date'),
        payment_id: object.text('payment_intent') ?? object.text('charge'),
      },
    },
  };
}
