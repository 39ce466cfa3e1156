import type { Source } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOf, lookUp, unknownEvent } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  'order.completed': kind('payment.completed', 'transactions', 'success', 'Order completed'),
  'order.created': kind('payment.pending', 'transactions', 'info', 'Order created'),
  'order.disputed': kind('payment.dispute.opened', 'transactions', 'critical', 'Order disputed'),
  'cash_app.payment_requires_attention': kind('payment.attention', 'errors', 'warning'),
  'variant.sold_out': kind('stock.sold_out', 'processing', 'warning', 'Sold out'),
};

/** SellApp; it tells ids only. Contract: SellApp API reference, "Webhooks". */
export default {
  id: 'sellapp',
  title: 'SellApp',
  link: 'https://developer.sell.app/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'In the SellApp dashboard open Settings → Webhooks, add the address {url}, and choose the events.',
    'Copy the webhook secret and give it to Crier.',
    'SellApp tells the number of an order, not what was bought: its page in SellApp shows the rest.',
  ],
  events: helpOf(kinds),
  prove: proveByHmac({ header: 'signature' }),
  translate(request) {
    const body = readJson(request);
    const name = body.text('event');
    const id = body.text('data', 'id');
    const common = { id: keyOf('sellapp', name, id), data: { store_id: body.text('store') } };
    const found = lookUp(kinds, name);
    if (found === undefined) return { events: [unknownEvent('sellapp', name, { id: common.id, fields: idField(id) })] };
    if (!name?.startsWith('order.')) return { events: [eventOf({ ...common, ...found, fields: idField(id) })] };
    const order = { order_id: id, ...common.data };
    return {
      events: [eventOf({ ...common, ...found, data: order, correlation_id: correlationOf('sellapp', 'order', id) })],
    };
  },
} satisfies Source;

function idField(id: string | undefined) {
  return id === undefined ? [] : [{ name: 'Id', value: id }];
}
