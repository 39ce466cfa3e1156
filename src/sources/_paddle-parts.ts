import type { Json } from '../lib/json-reader.ts';
import { minorAmount } from '../model/currency.ts';
import type { Amount, Person } from '../model/event.ts';
import type { SourceEvent } from '../model/source.ts';
import { correlationOf, humanise, itemsText, keyOf, lookUp, type Optional, personOf } from './_event.ts';
import { type Kind, kind } from './_kinds.ts';
import { metadataOf, playerKeys } from './_metadata.ts';
import { byAction, byApproval, byOrigin } from './_paddle-kinds.ts';

/** The parts of an event that an entity of Paddle gives; `kind` where it depends on more than the event's name. */
export interface PaddleParts {
  event: Optional<SourceEvent>;
  kind?: Kind | undefined;
  /** The key of the thing that several events tell of. */
  key?: string | undefined;
}

/** The parts of an event of Paddle. */
export function partsOf(name: string, data: Json): PaddleParts | 'unshown' {
  if (name.startsWith('transaction.')) return transactionParts(name, data);
  if (name.startsWith('adjustment.')) return adjustmentParts(name, data);
  if (name.startsWith('subscription.')) return subscriptionParts(name, data);
  if (name.startsWith('payout.')) return { event: payoutParts(data) };
  if (name !== 'api_key_exposure.created') return { event: {} };
  return { event: { description: 'Revoke it in Paddle under Developer tools → Authentication, and make a new one.' } };
}

function nonZero(amount: Amount | undefined): Amount | undefined {
  return amount !== undefined && Number(amount.value) !== 0 ? amount : undefined;
}

function words(text: string | undefined): string | undefined {
  return text === undefined ? undefined : humanise(text);
}

function playerOf(data: Json): Person | undefined {
  return personOf({ name: metadataOf(data.at('custom_data'), playerKeys) });
}

/** The card or wallet of an attempt to pay. */
function methodOf(attempt: Json): string | undefined {
  const method = attempt.at('method_details');
  const brand = method.text('card', 'type');
  if (brand === undefined) return words(method.text('type'));
  return `${humanise(brand)} •••• ${method.text('card', 'last4') ?? ''}`.trim();
}

function transactionParts(name: string, data: Json): PaddleParts | 'unshown' {
  const origin = data.text('origin');
  const isInvoice = data.text('collection_mode') === 'manual';
  // Of a renewal, the failed payment and the subscription tell.
  if (!isInvoice && /billed|past_due/.test(name)) return 'unshown';
  const totals = data.at('details', 'totals');
  const currency = totals.text('currency_code') ?? data.text('currency_code');
  const amount = minorAmount(totals.text('grand_total') ?? totals.text('total'), currency);
  const subscription = data.text('subscription_id');
  // A trial that begins, or a new card: the subscription tells, where there is something to tell.
  if (name === 'transaction.completed' && subscription !== undefined && nonZero(amount) === undefined) return 'unshown';
  const attempt = attemptOf(data.list('payments'), name === 'transaction.payment_failed' ? 'error' : 'captured');
  const isRenewal = origin === 'subscription_recurring';
  const items = itemsOf(data);
  return {
    kind: transactionKind(name, origin),
    event: {
      player: playerOf(data),
      amount,
      correlation_id: correlationOf('paddle', subscription ?? data.text('id')),
      data: {
        [isRenewal ? 'plan' : 'packages']: items,
        discount: nonZero(minorAmount(totals.text('discount'), currency)),
        tax: nonZero(minorAmount(totals.text('tax'), currency)),
        fee: nonZero(minorAmount(totals.text('fee'), currency)),
        gateway: attempt && methodOf(attempt),
        reason: name === 'transaction.payment_failed' ? words(attempt?.text('error_code')) : undefined,
        invoice_number: data.text('invoice_number'),
        subscription_id: subscription,
        transaction_id: data.text('id'),
      },
    },
  };
}

/** The newest attempt with that outcome; Paddle lists the newest first. */
function attemptOf(attempts: readonly Json[], status: string): Json | undefined {
  return attempts.find((one) => one.text('status') === status) ?? attempts[0];
}

function transactionKind(name: string, origin: string | undefined): Kind | undefined {
  if (name === 'transaction.completed') return lookUp(byOrigin, origin);
  const isRenewal = name === 'transaction.payment_failed' && origin === 'subscription_recurring';
  return isRenewal ? kind('subscription.payment_failed', 'errors', 'error') : undefined;
}

/** The names of the products; those of the prices, such as "Monthly", where only they are sent. */
function itemsOf(data: Json): string | undefined {
  const lines = data.list('details', 'line_items');
  return (
    itemsText(lines, (line) => line.text('product', 'name')) ??
    itemsText(
      data.list('items'),
      (item) => item.text('product', 'name') ?? item.text('price', 'name') ?? item.text('price', 'description'),
    )
  );
}

function adjustmentParts(name: string, data: Json): PaddleParts | 'unshown' {
  const action = data.text('action');
  const status = data.text('status');
  // An adjustment that is no refund takes effect when it is made; its reversal is an adjustment of its own.
  if (action !== 'refund' && name === 'adjustment.updated') return 'unshown';
  const isPartly = status === 'approved' && data.text('type') === 'partial';
  const partly = kind('payment.partially_refunded', 'transactions', 'warning');
  const refund = isPartly ? partly : lookUp(byApproval, status);
  return {
    kind: action === 'refund' ? refund : lookUp(byAction, action),
    // A refund that is approved at once is told again when Paddle adds its totals.
    key: keyOf('paddle', data.text('id'), status),
    event: {
      amount: minorAmount(
        data.text('totals', 'total'),
        data.text('totals', 'currency_code') ?? data.text('currency_code'),
      ),
      correlation_id: correlationOf('paddle', data.text('subscription_id') ?? data.text('transaction_id')),
      data: {
        reason: words(data.text('reason')),
        status: words(status),
        subscription_id: data.text('subscription_id'),
        transaction_id: data.text('transaction_id'),
      },
    },
  };
}

function subscriptionParts(name: string, data: Json): PaddleParts | 'unshown' {
  const change = data.at('scheduled_change');
  const isEnding = change.text('action') === 'cancel';
  // Sent at every renewal, and beside every other event of a subscription.
  if (name === 'subscription.updated' && !isEnding) return 'unshown';
  const isTrial = name === 'subscription.created' && data.text('status') === 'trialing';
  const ends = data.time('canceled_at') ?? (isEnding ? change.time('effective_at') : undefined);
  const trial = kind('subscription.created', 'subscribe', 'success', 'Trial started');
  return {
    kind: isTrial ? trial : undefined,
    key: name === 'subscription.updated' ? keyOf('paddle', data.text('id'), 'cancel', ends) : undefined,
    event: {
      player: playerOf(data),
      amount: priceOf(data),
      correlation_id: correlationOf('paddle', data.text('id')),
      data: {
        plan: itemsOf(data),
        interval: intervalOf(data.at('billing_cycle')),
        renews_at: ends === undefined ? data.time('next_billed_at') : undefined,
        resumes_at: change.text('action') === 'resume' ? change.time('effective_at') : undefined,
        ends_at: ends,
        since: data.time('started_at'),
        subscription_id: data.text('id'),
      },
    },
  };
}

/** The price of all recurring items together, without tax and discounts. */
function priceOf(data: Json): Amount | undefined {
  const recurring = data.list('items').filter((item) => item.flag('recurring') !== false);
  const units = recurring.map(
    (item) => (item.number('price', 'unit_price', 'amount') ?? Number.NaN) * (item.number('quantity') ?? 1),
  );
  if (units.length === 0) return undefined;
  const currency = data.text('currency_code') ?? recurring[0]?.text('price', 'unit_price', 'currency_code');
  const total = units.reduce((sum, one) => sum + one, 0);
  return Number.isSafeInteger(total) ? minorAmount(total, currency) : undefined;
}

function intervalOf(cycle: Json): string | undefined {
  const count = cycle.number('frequency') ?? 1;
  const unit = cycle.text('interval');
  return unit !== undefined && count > 1 ? `${count} ${unit}s` : unit;
}

function payoutParts(payout: Json): Optional<SourceEvent> {
  return {
    amount: minorAmount(payout.text('amount'), payout.text('currency_code')),
    correlation_id: correlationOf('paddle', payout.text('id')),
    data: { payout_id: payout.text('id') },
  };
}
