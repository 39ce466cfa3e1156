import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Source, SourceEvent, SourceRequest } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOf, personOf, unknownEvent } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { headerOf, proveByHmac } from './_proof.ts';

const delivery = 'INVOICE.ITEM.DELIVER-DYNAMIC';
const created = 'NOTIFICATION.SHOP_INVOICE_CREATED';
const feedback = 'NOTIFICATION.SHOP_FEEDBACK_CREATED';

const kinds = {
  [created]: kind('payment.pending', 'transactions', 'info', 'Invoice created'),
  [delivery]: kind('payment.completed', 'transactions', 'success'),
  [feedback]: kind('feedback.created', 'processing', 'info', 'New feedback'),
} satisfies Kinds;

/** SellAuth. Contract: SellAuth documentation, "HTTP notifications" and "Dynamic delivery". */
export default {
  id: 'sellauth',
  title: 'SellAuth',
  link: 'https://docs.sellauth.com/api-documentation/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'In the SellAuth dashboard open Settings → Notifications, choose HTTP for the events you want, and paste {url}.',
    'Copy the webhook secret and give it to Crier.',
    'Dynamic delivery shows the buyer what is answered, and Crier answers nothing: use notifications where you can.',
  ],
  events: helpOf(kinds),
  withheld: ['city', 'serials', 'delivered'],
  prove: proveByHmac({ header: 'X-Signature' }),
  translate(request) {
    const body = readJson(request);
    const name = body.text('event');
    const key = keyOf('sellauth', headerOf(request, 'Idempotency-Key'));
    const events = [eventFor(name, body, key, request)];
    // The buyer reads this answer.
    return name === delivery ? { events, answer: { status: 200, body: '' } } : { events };
  },
} satisfies Source;

function eventFor(
  name: string | undefined,
  body: Json,
  id: string | undefined,
  { receivedAt }: SourceRequest,
): SourceEvent {
  const common = { id, occurred_at: new Date(receivedAt).toISOString() };
  if (name === delivery) return eventOf({ ...common, ...kinds[delivery], ...invoiceParts(body) });
  const invoice = body.text('data', 'invoice_id');
  if (name === created) {
    const data = { invoice_id: invoice };
    return eventOf({
      ...common,
      ...kinds[created],
      correlation_id: correlationOf('sellauth', 'invoice', invoice),
      data,
    });
  }
  const fields = body
    .at('data')
    .entries()
    .slice(0, 5)
    .flatMap(([word, value]) => {
      const text = value.text();
      return text === undefined ? [] : [{ name: word.replaceAll('_', ' '), value: text }];
    });
  if (name === feedback) return eventOf({ ...common, ...kinds[feedback], fields });
  return unknownEvent('sellauth', name?.replace(/^NOTIFICATION\.(SHOP_)?/, ''), { ...common, fields });
}

function invoiceParts(invoice: Json) {
  const item = invoice.at('item');
  const [first] = item.entries('custom_fields');
  const named = item.entries('custom_fields').find(([word]) => /name|player|user/i.test(word)) ?? first;
  const product = item.text('product', 'name');
  const quantity = item.number('quantity') ?? 1;
  const discount = invoice.number('coupon_discount');
  return {
    amount: majorAmount(invoice.text('price'), invoice.text('currency')),
    player: personOf({ name: named?.[1].text() }),
    correlation_id: correlationOf('sellauth', 'invoice', invoice.text('id')),
    data: {
      package: product === undefined || quantity < 2 ? product : `${quantity}× ${product}`,
      gateway: invoice.text('gateway'),
      country: invoice.text('country_code'),
      discount: discount ? majorAmount(invoice.text('coupon_discount'), invoice.text('currency')) : undefined,
      invoice_id: invoice.text('id'),
      transaction_id: invoice.text('unique_id'),
    },
  };
}
