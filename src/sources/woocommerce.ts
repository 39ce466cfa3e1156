import { majorAmount } from '../lib/currency.ts';
import type { Json } from '../lib/json-reader.ts';
import type { Person } from '../model/event.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson, readText } from './_body.ts';
import { correlationOf, eventOf, itemsText, keyOf, lookUp, personOf, unknownEvent, wordsOf } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { headerOf, proveByHmac } from './_proof.ts';

/** What the status of an order says. */
const byStatus: Kinds = {
  processing: kind('payment.completed', 'transactions', 'success'),
  completed: kind('order.completed', 'transactions', 'success', 'Order completed'),
  'on-hold': kind('payment.pending', 'transactions', 'info', 'Order waits for its payment'),
  pending: kind('order.created', 'transactions', 'info', 'Order placed'),
  refunded: kind('payment.refunded', 'transactions', 'warning'),
  failed: kind('payment.declined', 'errors', 'error', 'Payment failed'),
  cancelled: kind('order.cancelled', 'transactions', 'warning', 'Order cancelled'),
};

const byHmac = proveByHmac({ header: 'X-WC-Webhook-Signature', encoding: 'base64' });

/** WooCommerce. Contract: WooCommerce REST API documentation, "Webhooks". */
export default {
  id: 'woocommerce',
  title: 'WooCommerce',
  link: 'https://woocommerce.com/document/webhooks/',
  secret: { from: 'crier', name: 'Secret of the webhook' },
  setup: [
    'In WordPress open WooCommerce → Settings → Advanced → Webhooks and add a webhook: status Active, topic "Order updated", API version 3.',
    'Paste {url} as the delivery URL and the secret that Crier shows as the secret, and save.',
    'To see players\' names, add a checkout field or product option whose name holds "player" or "username".',
  ],
  events: helpOf(
    Object.fromEntries(Object.entries(byStatus).map(([status, one]) => [`order.updated, status ${status}`, one])),
  ),
  recognises: ({ headers }) => headers['x-wc-webhook-topic'] !== undefined,
  prove: (request: SourceRequest, settings: SourceSettings): Proof => byHmac(request, settings),
  translate: (request) => ({ events: eventsOf(request) }),
} satisfies Source;

function eventsOf(request: SourceRequest): SourceEvent[] {
  // The ping of a new webhook is a form.
  if (/^webhook_id=\d+$/.test(readText(request))) return [];
  const topic = headerOf(request, 'X-WC-Webhook-Topic') ?? 'unknown';
  const body = readJson(request);
  const id = body.text('id');
  if (!/^order\.(created|updated|restored)$/.test(topic)) {
    const fields = fieldsOf({ Id: id, Name: body.text('name')?.slice(0, 200) ?? body.text('code') });
    return [unknownEvent('woocommerce', topic, { id: keyOf('woocommerce', delivery(request)), fields })];
  }
  const status = body.text('status') ?? '';
  const found = lookUp(byStatus, status);
  // An order is sent at every change: each of its states is told once.
  const key = keyOf('woocommerce', sourceOf(request), id, status);
  const parts = { id: key, ...partsOf(body), occurred_at: body.time('date_modified_gmt') };
  if (found !== undefined) return [eventOf({ ...parts, ...found })];
  const title = `Order: ${wordsOf(status || 'unknown status')}`;
  return [eventOf({ ...parts, type: 'order.updated', category: 'transactions', title })];
}

function delivery(request: SourceRequest): string | undefined {
  return headerOf(request, 'X-WC-Webhook-Delivery-ID');
}

/** Several shops may post to one store: an order's number alone is not enough. */
function sourceOf(request: SourceRequest): string {
  const text = headerOf(request, 'X-WC-Webhook-Source') ?? '';
  return URL.canParse(text) ? new URL(text).host : '-';
}

function playerOf(order: Json, lines: readonly Json[]): Person | undefined {
  const meta = [...order.list('meta_data'), ...lines.flatMap((line) => line.list('meta_data'))];
  const named = meta.find((one) => /player|user_?name|ign|gamertag|minecraft|steam/i.test(one.text('key') ?? ''));
  return personOf({ name: named?.text('value') ?? order.text('billing', 'first_name') });
}

function partsOf(order: Json) {
  const lines = order.list('line_items');
  const currency = order.text('currency');
  const discount = order.number('discount_total');
  const tax = order.number('total_tax');
  const refunds = order.list('refunds');
  return {
    player: playerOf(order, lines),
    amount: majorAmount(order.text('total'), currency),
    correlation_id: correlationOf('woocommerce', 'order', order.text('id')),
    data: {
      items: itemsText(lines, (line) => line.text('name')),
      gateway: order.text('payment_method_title'),
      country: order.text('billing', 'country'),
      coupon: itemsText(order.list('coupon_lines'), (coupon) => coupon.text('code')),
      discount: discount ? majorAmount(order.text('discount_total'), currency) : undefined,
      tax: tax ? majorAmount(order.text('total_tax'), currency) : undefined,
      reason: refunds[0]?.text('reason'),
      order_number: order.text('number') && `#${order.text('number')}`,
      transaction_id: order.text('transaction_id'),
    },
  };
}
