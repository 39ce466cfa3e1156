import { createVerify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Amount } from '../model/event.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings, SourceTools } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, humanise, keyOf, lookUp, personOf, unknownEvent } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { headerOf, missing, proven, wrong } from './_proof.ts';

const kinds: Kinds = {
  'PAYMENT.CAPTURE.COMPLETED': kind('payment.completed', 'transactions', 'success', 'New payment'),
  'PAYMENT.SALE.COMPLETED': kind('payment.completed', 'transactions', 'success', 'New payment'),
  'PAYMENT.CAPTURE.PENDING': kind('payment.pending', 'transactions'),
  'PAYMENT.CAPTURE.DECLINED': kind('payment.declined', 'errors', 'error'),
  'PAYMENT.CAPTURE.DENIED': kind('payment.declined', 'errors', 'error'),
  'PAYMENT.CAPTURE.REFUNDED': kind('payment.refunded', 'transactions', 'warning'),
  'PAYMENT.SALE.REFUNDED': kind('payment.refunded', 'transactions', 'warning'),
  'PAYMENT.CAPTURE.REVERSED': kind('payment.reversed', 'transactions', 'critical'),
  'PAYMENT.SALE.REVERSED': kind('payment.reversed', 'transactions', 'critical'),
  'CUSTOMER.DISPUTE.CREATED': kind('payment.dispute.opened', 'transactions', 'critical', 'Dispute opened'),
  'CUSTOMER.DISPUTE.UPDATED': kind('payment.dispute.updated', 'transactions', 'info', 'Dispute updated'),
  'CUSTOMER.DISPUTE.RESOLVED': kind('payment.dispute.closed', 'transactions', 'info', 'Dispute resolved'),
  'BILLING.SUBSCRIPTION.ACTIVATED': kind('subscription.created', 'subscribe', 'success'),
  'BILLING.SUBSCRIPTION.UPDATED': kind('subscription.updated', 'subscriptions'),
  'BILLING.SUBSCRIPTION.SUSPENDED': kind(
    'subscription.suspended',
    'subscriptions',
    'warning',
    'Subscription suspended',
  ),
  'BILLING.SUBSCRIPTION.PAYMENT.FAILED': kind('subscription.payment_failed', 'errors', 'error'),
  'BILLING.SUBSCRIPTION.CANCELLED': kind('subscription.cancelled', 'unsubscribe'),
  'BILLING.SUBSCRIPTION.EXPIRED': kind('subscription.expired', 'unsubscribe'),
};

/** Events that the buyer has not approved yet, or that another one tells as well. */
const unshown = new Set(['BILLING.SUBSCRIPTION.CREATED', 'CHECKOUT.ORDER.APPROVED', 'CHECKOUT.ORDER.COMPLETED']);

/** PayPal. Contract: developer.paypal.com, "Verify webhook signature" and "Webhook event names". */
export default {
  id: 'paypal',
  title: 'PayPal',
  link: 'https://developer.paypal.com/api/rest/webhooks/',
  secret: { from: 'platform', name: 'Webhook ID' },
  setup: [
    'On developer.paypal.com open your app under Apps & Credentials → Live → Webhooks and add the address {url} with the events of the table below.',
    'Copy the Webhook ID that appears in the list and give it to Crier: PayPal signs with its own key, and this id binds the signature to your webhook.',
    "Put the player's name into custom_id of your orders, so that it is shown.",
  ],
  events: [
    ...helpOf(kinds),
    { platform: 'PAYMENT.SALE.COMPLETED, of a subscription', type: 'subscription.renewed', category: 'subscriptions' },
    { platform: 'CUSTOMER.DISPUTE.RESOLVED, for the seller', type: 'payment.dispute.won', category: 'transactions' },
    { platform: 'CUSTOMER.DISPUTE.RESOLVED, for the buyer', type: 'payment.dispute.lost', category: 'transactions' },
  ],
  recognises: ({ headers }) => headers['paypal-transmission-sig'] !== undefined,
  prove,
  translate: (request) => ({ events: eventsOf(readJson(request)) }),
} satisfies Source;

/** Only PayPal's own hosts may say which key is PayPal's. */
function isPayPalUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port } = new URL(text);
  return protocol === 'https:' && port === '' && (hostname === 'paypal.com' || hostname.endsWith('.paypal.com'));
}

async function prove(request: SourceRequest, { secrets }: SourceSettings, tools: SourceTools): Promise<Proof> {
  const signature = headerOf(request, 'PAYPAL-TRANSMISSION-SIG');
  const url = headerOf(request, 'PAYPAL-CERT-URL');
  const id = headerOf(request, 'PAYPAL-TRANSMISSION-ID');
  const time = headerOf(request, 'PAYPAL-TRANSMISSION-TIME');
  if (signature === undefined) return missing('The header PAYPAL-TRANSMISSION-SIG');
  if (url === undefined || id === undefined || time === undefined)
    return missing('One of the headers PAYPAL-CERT-URL, PAYPAL-TRANSMISSION-ID and PAYPAL-TRANSMISSION-TIME');
  if (!isPayPalUrl(url)) return wrong('The header PAYPAL-CERT-URL');
  const certificate = await certificateAt(url, request, tools);
  if (typeof certificate === 'string') return { ok: false, cause: 'wrong', detail: certificate };
  const fits = secrets.some((webhookId) => {
    const message = `${id}|${time}|${webhookId}|${crc32(request.body)}`;
    return createVerify('RSA-SHA256').update(message).verify(certificate.publicKey, signature, 'base64');
  });
  return fits ? proven : wrong('The header PAYPAL-TRANSMISSION-SIG');
}

/** The certificate, or a sentence about why there is none. */
async function certificateAt(
  url: string,
  { receivedAt }: SourceRequest,
  tools: SourceTools,
): Promise<X509Certificate | string> {
  try {
    const certificate = new X509Certificate(await tools.certificate(url));
    if (certificate.publicKey.asymmetricKeyType !== 'rsa')
      return 'The certificate that PAYPAL-CERT-URL names holds no RSA key.';
    if (Date.parse(certificate.validTo) > receivedAt) return certificate;
    return 'The certificate that PAYPAL-CERT-URL names has expired.';
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no answer';
    return `The certificate that PAYPAL-CERT-URL names cannot be had (${why}). Crier needs to reach paypal.com.`;
  }
}

function eventsOf(body: Json): SourceEvent[] {
  const name = body.text('event_type');
  if (name !== undefined && unshown.has(name)) return [];
  const common = { id: keyOf('paypal', body.text('id')), occurred_at: body.time('create_time') };
  const found = lookUp(kinds, name);
  const resource = body.at('resource');
  if (name === undefined || found === undefined)
    return [unknownEvent('paypal', name, { ...common, description: body.text('summary') })];
  if (name.startsWith('CUSTOMER.DISPUTE.'))
    return [eventOf({ ...common, ...disputeParts(resource), ...outcomeOf(found, name, resource) })];
  if (name.startsWith('BILLING.SUBSCRIPTION.'))
    return [eventOf({ ...common, ...subscriptionParts(name, resource), ...found })];
  const agreement = resource.text('billing_agreement_id');
  if (name === 'PAYMENT.SALE.COMPLETED' && agreement !== undefined) {
    const renewed = kind('subscription.renewed', 'subscriptions', 'success');
    return [eventOf({ ...common, ...saleParts(resource, agreement), ...renewed })];
  }
  return [eventOf({ ...common, ...paymentParts(name, resource), ...found })];
}

function outcomeOf(found: Kinds[string], name: string, dispute: Json): Kinds[string] {
  const outcome = dispute.text('dispute_outcome', 'outcome_code') ?? '';
  if (name !== 'CUSTOMER.DISPUTE.RESOLVED') return found;
  if (/SELLER_FAVO/.test(outcome)) return kind('payment.dispute.won', 'transactions', 'success', 'Dispute won');
  if (/BUYER_FAVO/.test(outcome)) return kind('payment.dispute.lost', 'transactions', 'error', 'Dispute lost');
  return found;
}

/** `{currency_code, value}`, or the old `{currency, total}`. */
function money(amount: Json): Amount | undefined {
  return majorAmount(
    amount.text('value') ?? amount.text('total'),
    amount.text('currency_code') ?? amount.text('currency'),
  );
}

/** The id at the end of the link to what a refund was made of. */
function upOf(resource: Json): string | undefined {
  const up = resource.list('links').find((link) => link.text('rel') === 'up');
  return /\/captures\/([A-Z0-9]+)/i.exec(up?.text('href') ?? '')?.[1];
}

function paymentParts(name: string, payment: Json) {
  const breakdown = payment.at('seller_receivable_breakdown');
  const isReturn = /REFUNDED|REVERSED/.test(name);
  const capture = isReturn ? (upOf(payment) ?? payment.text('sale_id') ?? payment.text('id')) : payment.text('id');
  return {
    player: personOf({ name: payment.text('custom_id') ?? payment.text('custom') }),
    amount: money(payment.at('amount')),
    correlation_id: correlationOf('paypal', capture),
    data: {
      net: money(breakdown.at('net_amount')),
      fee: money(breakdown.at('paypal_fee')),
      reason: words(payment.text('status_details', 'reason')) ?? payment.text('note_to_payer'),
      gateway: 'PayPal',
      invoice_id: payment.text('invoice_id'),
      transaction_id: capture,
    },
  };
}

function saleParts(sale: Json, agreement: string) {
  const custom = sale.text('custom') ?? sale.text('custom_id');
  return {
    player: personOf({ name: custom }),
    amount: money(sale.at('amount')),
    correlation_id: correlationOf('paypal', agreement),
    data: { gateway: 'PayPal', subscription_id: agreement, transaction_id: sale.text('id') },
  };
}

function disputeParts(dispute: Json) {
  const transaction = dispute.text('disputed_transactions', 0, 'seller_transaction_id');
  return {
    amount: money(dispute.at('dispute_amount')),
    correlation_id: correlationOf('paypal', transaction ?? dispute.text('dispute_id')),
    data: {
      reason: words(dispute.text('reason')),
      status: words(dispute.text('dispute_life_cycle_stage') ?? dispute.text('status')),
      due_by: dispute.time('seller_response_due_date'),
      gateway: 'PayPal',
      case_id: dispute.text('dispute_id'),
      transaction_id: transaction,
    },
  };
}

function subscriptionParts(name: string, subscription: Json) {
  const billing = subscription.at('billing_info');
  const failed = name === 'BILLING.SUBSCRIPTION.PAYMENT.FAILED' ? billing.at('last_failed_payment') : undefined;
  return {
    player: personOf({ name: subscription.text('custom_id') }),
    amount: failed === undefined ? money(billing.at('last_payment', 'amount')) : failedAmount(billing),
    correlation_id: correlationOf('paypal', subscription.text('id')),
    data: {
      plan: subscription.text('plan_id'),
      renews_at: subscription.text('status') === 'ACTIVE' ? billing.time('next_billing_time') : undefined,
      reason: words(failed?.text('reason_code')) ?? subscription.text('status_change_note'),
      next_attempt_at: failed?.time('next_payment_retry_time'),
      gateway: 'PayPal',
      subscription_id: subscription.text('id'),
    },
  };
}

/** The last payment is the one that went well, maybe of another amount: it says nothing of the one that failed. */
function failedAmount(billing: Json): Amount | undefined {
  return money(billing.at('last_failed_payment', 'amount')) ?? money(billing.at('outstanding_balance'));
}

function words(text: string | undefined): string | undefined {
  return text === undefined ? undefined : humanise(text);
}
