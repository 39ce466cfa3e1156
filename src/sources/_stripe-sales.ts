import type { Json } from '../lib/json-reader.ts';
import { correlationOf, keyOf } from './_event.ts';
import { kind } from './_kinds.ts';
import { stripeAmount } from './_stripe-money.ts';
import { methodOf, packageOf, playerOf, readable, type StripeParts } from './_stripe-object.ts';

// One sale comes as up to four events, in any order: those of its Checkout session, its invoice, its payment intent and
// its charge. Each names some of the others, so that whichever comes first is told and the others are known as the same.

/** The waits of those that say less, so that the fullest account of a sale that comes with them is the one told. */
const invoiceWaitMs = 2_000;
const paymentWaitMs = 4_000;

const sales: Readonly<Record<string, number>> = {
  'checkout.session.completed': 0,
  'checkout.session.async_payment_succeeded': 0,
  'invoice.paid': invoiceWaitMs,
  'invoice.payment_succeeded': invoiceWaitMs,
  'payment_intent.succeeded': paymentWaitMs,
  'charge.succeeded': paymentWaitMs,
  'charge.captured': paymentWaitMs,
};

/**
 * The ids that a sale goes by, as keys, and the time that it waits for a fuller account of itself, in milliseconds;
 * undefined for events that are no sale.
 *
 * Links: `payment_intent`, `invoice` and `charge` of API versions before 2025-03-31; since then `payments` of an invoice
 * and `payment_details.order_reference` of a payment intent, which holds the id of its invoice or session.
 */
export function saleOf(name: string, object: Json): { alsoKnownAs: string[]; afterMs: number } | undefined {
  const afterMs = Object.hasOwn(sales, name) ? sales[name] : undefined;
  if (afterMs === undefined || object.text('payment_status') === 'unpaid') return undefined;
  const ids = [
    ...['id', 'payment_intent', 'invoice', 'charge', 'latest_charge'].map((key) => object.text(key)),
    object.text('payment_details', 'order_reference'),
    ...object.list('payments', 'data').map((one) => one.text('payment', 'payment_intent')),
  ];
  const keys = ids.flatMap((id) =>
    id !== undefined && /^(cs|in|pi|py|ch)_/.test(id) ? (keyOf('stripe', id) ?? []) : [],
  );
  return { alsoKnownAs: [...new Set(keys)], afterMs };
}

/** The invoice that a payment intent or charge names. */
function invoiceOf(payment: Json): string | undefined {
  const reference = payment.text('payment_details', 'order_reference');
  return payment.text('invoice') ?? (reference?.startsWith('in_') ? reference : undefined);
}

/** The parts of a payment that succeeded; undefined where it only reserves money, or another event has to tell of it. */
export function paymentParts(payment: Json): StripeParts | undefined {
  if (payment.flag('captured') === false) return undefined;
  // Stripe's own words for payments of invoices. One that does not say of which cannot be known as the invoice's.
  const [words, renewal] =
    /^(?:Subscription (?:creation|(update))|Payment for Invoice)$/.exec(payment.text('description') ?? '') ?? [];
  if (words !== undefined && invoiceOf(payment) === undefined) return undefined;
  const received = payment.number('amount_received') ?? payment.number('amount_captured') ?? payment.number('amount');
  const id = payment.text('payment_intent') ?? payment.text('id');
  return {
    kind: renewal === undefined ? undefined : kind('subscription.renewed', 'subscriptions', 'success'),
    event: {
      player: playerOf(payment),
      amount: stripeAmount(received, payment.text('currency')),
      correlation_id: correlationOf('stripe', id),
      data: {
        package: packageOf(payment) ?? payment.text('description'),
        gateway: methodOf(payment) ?? readable(payment.text('payment_method_types', 0)),
        country: payment.text('billing_details', 'address', 'country'),
        payment_id: id,
      },
    },
  };
}
