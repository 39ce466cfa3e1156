import type { Json } from '../lib/json-reader.ts';
import { correlationOf } from './_event.ts';
import { type Kind, kind } from './_kinds.ts';
import { invoiceParts, subscriptionParts } from './_stripe-billing.ts';
import { stripeAmount } from './_stripe-money.ts';
import { methodOf, packageOf, playerOf, readable, type StripeParts } from './_stripe-object.ts';
import { paymentParts } from './_stripe-sales.ts';

/** The parts of an event of Stripe; undefined where there is nothing to tell. */
export function partsOf(name: string, object: Json, previous: Json): StripeParts | undefined {
  if (name.startsWith('checkout.session.')) return sessionParts(name, object);
  if (name.startsWith('charge.dispute.')) return disputeParts(name, object);
  if (name === 'charge.refunded') return refundParts(object, previous);
  if (name.startsWith('customer.subscription.')) return subscriptionParts(name, object, previous);
  if (name.startsWith('invoice.')) return invoiceParts(name, object);
  if (/^(payment_intent\.succeeded|charge\.(succeeded|captured))$/.test(name)) return paymentParts(object);
  if (name.startsWith('payment_intent.')) return intentParts(object);
  return otherParts(object);
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
        reason: readable(dispute.text('reason')),
        status: readable(status),
        due_by: name === 'charge.dispute.created' ? dispute.time('evidence_details', 'due_by') : undefined,
        dispute_id: dispute.text('id'),
        payment_id: dispute.text('payment_intent') ?? dispute.text('charge'),
      },
    },
  };
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
        gateway: readable(error.text('payment_method', 'type')),
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
        reason: readable(object.text('failure_message') ?? object.text('failure_reason') ?? object.text('fraud_type')),
        arrives_at: object.time('arrival_date'),
        payment_id: object.text('payment_intent') ?? object.text('charge'),
      },
    },
  };
}
