import type { Json } from '../lib/json-reader.ts';
import type { Proof, Source, SourceAnswer, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { keyOf, unknownEvent } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { helpOf } from './_kinds.ts';
import { headerOf, proveByHmac } from './_proof.ts';
import { woocommerceHelp } from './_woocommerce-kinds.ts';
import { orderEvents } from './_woocommerce-orders.ts';
import { subscriptionEvents } from './_woocommerce-subscriptions.ts';

const byHmac = proveByHmac({ header: 'X-WC-Webhook-Signature', encoding: 'base64' });

/** WooCommerce. Contract: WooCommerce REST API documentation, "Webhooks", and its class WC_Webhook. */
export default {
  id: 'woocommerce',
  title: 'WooCommerce',
  link: 'https://woocommerce.com/document/webhooks/',
  secret: { from: 'crier', name: 'Secret of the webhook' },
  setup: [
    'In WordPress open WooCommerce → Settings → Advanced → Webhooks and add a webhook: status Active, topic "Order updated", API version 3.',
    'Paste {url} as the delivery URL and the secret that Crier shows as the secret, and save.',
    'Add a second webhook in the same way with the topic "Order created", and with WooCommerce Subscriptions a third with "Subscription updated".',
    'To see players\' names, add a checkout field or product option whose name holds "player" or "username".',
  ],
  events: helpOf(woocommerceHelp),
  recognises: ({ headers }) => headers['x-wc-webhook-topic'] !== undefined,
  prove,
  refuse,
  translate: (request) => ({ events: eventsOf(request, readJson(request)) }),
} satisfies Source;

/** True for the first request of a new webhook: a form without a signature, which proves nothing and says nothing. */
function isPing({ body }: SourceRequest): boolean {
  return body.length < 64 && /^webhook_id=\d+$/.test(body.toString('latin1'));
}

function prove(request: SourceRequest, settings: SourceSettings): Proof {
  const proof = byHmac(request, settings);
  if (proof.ok || proof.cause !== 'missing' || !isPing(request)) return proof;
  const detail = 'This is the ping of a new webhook, which WooCommerce does not sign; it was answered as it should be.';
  return { ok: false, cause: 'missing', detail };
}

/** WooCommerce does not take a webhook over whose ping is not answered with 200. */
function refuse(request: SourceRequest): SourceAnswer {
  if (isPing(request)) return { status: 200, body: { status: 'pong' } };
  const detail = 'The request is not proven to come from WooCommerce.';
  return {
    status: 401,
    body: { type: 'urn:crier:error:unproven', title: 'Not proven', status: 401, code: 'unproven', detail },
  };
}

/** Sent at every sale as well, or about people. */
const unshown = /^(product\.updated|coupon\.updated|customer\..+)$/;

function eventsOf(request: SourceRequest, body: Json): SourceEvent[] {
  const topic = headerOf(request, 'X-WC-Webhook-Topic');
  if (topic !== undefined && unshown.test(topic)) return [];
  const shop = shopOf(request);
  if (/^order\.(created|updated|restored)$/.test(topic ?? ''))
    return orderEvents(shop, topic === 'order.created', body);
  if (/^subscription\.(created|updated|switched)$/.test(topic ?? ''))
    return subscriptionEvents(shop, topic === 'subscription.switched', body);
  const id = body.text('id');
  // A delivery's id is made of the webhook and the second.
  const key = keyOf('woocommerce', headerOf(request, 'X-WC-Webhook-Delivery-ID'), id ?? '-');
  const fields = fieldsOf({
    Id: id,
    Name: topic?.startsWith('product.') ? body.text('name')?.slice(0, 200) : undefined,
  });
  return [unknownEvent('woocommerce', topic, { id: key, fields })];
}

/** Several shops may post to one store: an order's number alone is not enough. */
function shopOf(request: SourceRequest): string {
  const text = headerOf(request, 'X-WC-Webhook-Source') ?? '';
  return URL.canParse(text) ? new URL(text).host : '-';
}
