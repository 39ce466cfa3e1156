import { describe, expect, test } from 'vitest';
import type { Source } from '../../src/model/source.ts';
import { allSamples, changed, loadSources, type Sample, sampleTools } from './_samples.ts';

const sources = await loadSources();

function sampleOf(source: string, name: string): Sample {
  const found = allSamples.find((sample) => sample.source === source && sample.name === name);
  if (found === undefined) throw new Error(`There is no sample ${source}/${name}.`);
  return found;
}

function sourceOf(id: string): Source {
  const found = sources.get(id);
  if (found === undefined) throw new Error(`There is no source ${id}.`);
  return found;
}

/** What a sample becomes with other values at some paths: `data.status`. */
function toldWith(sample: Sample, values: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}) {
  const body: unknown = JSON.parse(sample.request.body.toString());
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.');
    const target = keys.slice(0, -1).reduce((at: unknown, key) => Reflect.get(Object(at), key), body);
    Reflect.set(Object(target), keys.at(-1) ?? '', value);
  }
  const request = changed(sample.request, {
    body: Buffer.from(JSON.stringify(body)),
    headers: { ...sample.request.headers, ...headers },
  });
  return sourceOf(sample.source).translate(request, sample.settings).events;
}

describe('Paddle', () => {
  const refund = sampleOf('paddle', 'adjustment.updated.refund');
  const sale = sampleOf('paddle', 'transaction.completed');
  const subscription = sampleOf('paddle', 'subscription.created');

  test.each([
    ['pending_approval', 'full', 'payment.refund_requested'],
    ['approved', 'full', 'payment.refunded'],
    ['approved', 'partial', 'payment.partially_refunded'],
    ['rejected', 'full', 'refund.failed'],
    ['something new', 'full', 'paddle.adjustment.updated'],
  ])('a refund that is %s (%s) is %s', (status, type, expected) => {
    expect(toldWith(refund, { 'data.status': status, 'data.type': type })).toMatchObject([{ type: expected }]);
  });

  test('a refund that is approved at once is told once', () => {
    const made = toldWith(refund, { event_type: 'adjustment.created', event_id: 'evt_made' });
    const changedLater = toldWith(refund, { event_id: 'evt_changed' });
    expect(made[0]?.id).toBe(changedLater[0]?.id);
  });

  test.each([
    ['chargeback', 'payment.dispute.opened', 'critical'],
    ['chargeback_warning', 'payment.dispute.opened', 'warning'],
    ['chargeback_reverse', 'payment.dispute.won', 'success'],
    ['credit', 'payment.credited', 'info'],
  ])('an adjustment %s is %s', (action, type, severity) => {
    const values = { event_type: 'adjustment.created', 'data.action': action };
    expect(toldWith(refund, values)).toMatchObject([{ type, severity }]);
    expect(toldWith(refund, { 'data.action': action })).toEqual([]);
  });

  test('a payment of a term is a renewal, and a trial that begins is no payment', () => {
    const renewal = { 'data.origin': 'subscription_recurring', 'data.subscription_id': 'sub_1' };
    expect(toldWith(sale, renewal)).toMatchObject([{ type: 'subscription.renewed', category: 'subscriptions' }]);
    expect(toldWith(sale, { 'data.details.totals.grand_total': '0', 'data.subscription_id': 'sub_1' })).toEqual([]);
    expect(toldWith(sale, { 'data.details.totals.grand_total': '0' })).toMatchObject([{ amount: { value: '0.00' } }]);
  });

  test('a change of a subscription is told where it is to end, once for each end', () => {
    const end = { action: 'cancel', effective_at: '2026-09-18T09:05:12.449Z', resume_at: null };
    const first = toldWith(subscription, { event_type: 'subscription.updated', 'data.scheduled_change': end });
    expect(first).toMatchObject([
      { type: 'subscription.cancel_requested', data: { ends_at: '2026-09-18T09:05:12.449Z' } },
    ]);
    const values = { event_type: 'subscription.updated', event_id: 'evt_2', 'data.scheduled_change': end };
    expect(toldWith(subscription, values)[0]?.id).toBe(first[0]?.id);
    expect(toldWith(subscription, { event_type: 'subscription.updated' })).toEqual([]);
  });
});

describe('Lemon Squeezy', () => {
  const order = sampleOf('lemonsqueezy', 'order_created');
  const refund = sampleOf('lemonsqueezy', 'order_refunded');

  test('a buyer without a player name is shown by the first name', () => {
    expect(toldWith(order, { 'meta.custom_data': null })).toMatchObject([{ player: { name: 'Mira' } }]);
  });

  test('a refund of a part is one', () => {
    expect(toldWith(refund, { 'data.attributes.refunded_amount': 500 })).toMatchObject([
      {
        type: 'payment.partially_refunded',
        amount: { value: '5.00', currency: 'USD' },
        data: { total: { value: '21.23', currency: 'USD' } },
      },
    ]);
  });

  test.each([
    [1200, '¥1,200', '1200'],
    [120_000, '¥1,200', '1200.00'],
    [1200, undefined, '1200'],
  ])('yen sent as %i and shown as %s are %s', (total, shown, value) => {
    const values = {
      'data.attributes.currency': 'JPY',
      'data.attributes.total': total,
      'data.attributes.total_formatted': shown,
    };
    expect(toldWith(order, values)).toMatchObject([{ amount: { value, currency: 'JPY' } }]);
  });

  test('an order that is not paid is no sale', () => {
    expect(toldWith(order, { 'data.attributes.status': 'pending' })).toMatchObject([{ type: 'payment.pending' }]);
    expect(toldWith(order, { 'data.attributes.status': 'failed' })).toMatchObject([{ category: 'errors' }]);
  });
});

describe('WooCommerce', () => {
  const order = sampleOf('woocommerce', 'order.updated.processing');
  const subscription = sampleOf('woocommerce', 'subscription.updated.active');
  const paid = { date_paid_gmt: '2026-09-14T18:22:40' };

  test('the ping of a new webhook is answered, and nothing else that is not signed', async () => {
    const woo = sourceOf('woocommerce');
    const ping = changed(order.request, { body: Buffer.from('webhook_id=5'), headers: {} });
    expect(await woo.prove(ping, order.settings, sampleTools)).toMatchObject({ ok: false, cause: 'missing' });
    expect(woo.refuse?.(ping, 'missing')).toMatchObject({ status: 200 });
    expect(woo.refuse?.(changed(ping, { body: Buffer.from('webhook_id=5&x=1') }), 'missing').status).toBe(401);
  });

  test('what is completed with its payment is one sale', () => {
    const values = { ...paid, status: 'completed', date_completed_gmt: '2026-09-14T18:22:41' };
    const told = toldWith(order, values);
    expect(told).toMatchObject([{ type: 'payment.completed' }]);
    expect(told[0]?.id).toBe(toldWith(order, paid)[0]?.id);
  });

  test('what is completed later is a sale and its fulfilment', () => {
    const values = {
      ...paid,
      status: 'completed',
      date_completed_gmt: '2026-09-15T10:00:00',
      date_modified_gmt: '2026-09-15T10:00:00',
    };
    expect(toldWith(order, values).map(({ type }) => type)).toEqual(['payment.completed', 'order.fulfilled']);
  });

  test('an old order that is edited is no news', () => {
    expect(toldWith(order, { ...paid, date_modified_gmt: '2026-12-01T08:00:00' })).toEqual([]);
  });

  test('each refund of a part is told with its own amount', () => {
    const refunds = [
      { id: 7, reason: 'Wrong rank', total: '-5.00' },
      { id: 6, reason: '', total: '-1.50' },
    ];
    const told = toldWith(order, { ...paid, date_modified_gmt: '2026-12-01T08:00:00', refunds });
    expect(told).toMatchObject([
      {
        type: 'payment.partially_refunded',
        amount: { value: '5.00', currency: 'EUR' },
        data: { reason: 'Wrong rank' },
      },
      { type: 'payment.partially_refunded', amount: { value: '1.50', currency: 'EUR' } },
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  test('an order of a subscription is its renewal', () => {
    expect(toldWith(order, { created_via: 'subscription' })).toMatchObject([{ type: 'subscription.renewed' }]);
  });

  test('a product option names the player, a design does not', () => {
    const meta_data = [
      { key: 'pa_design', value: 'Ice', display_key: 'Design', display_value: 'Ice' },
      { key: 'your-player-name', value: 'kai_harbor' },
    ];
    expect(toldWith(order, { meta_data })).toMatchObject([{ player: { name: 'kai_harbor' } }]);
    expect(toldWith(order, { meta_data: meta_data.slice(0, 1) })).toMatchObject([{ player: { name: 'Mira' } }]);
  });

  test.each([
    ['order', 'checkout-draft'],
    ['subscription', 'pending'],
  ])('an %s that is %s is nothing to tell', (what, status) => {
    expect(toldWith(what === 'order' ? order : subscription, { status })).toEqual([]);
  });

  test('a renewed subscription is not a new one', () => {
    expect(toldWith(subscription, { date_modified_gmt: '2026-09-18T09:05:15' })).toEqual([]);
  });

  test.each(['product.updated', 'coupon.updated', 'customer.created'])('%s is nothing to tell', (topic) => {
    expect(toldWith(order, {}, { 'x-wc-webhook-topic': topic })).toEqual([]);
  });

  test('no code of a coupon is told', () => {
    const told = toldWith(order, { code: 'SECRET50' }, { 'x-wc-webhook-topic': 'coupon.created' });
    expect(told).toMatchObject([{ type: 'woocommerce.coupon.created' }]);
    expect(JSON.stringify(told)).not.toContain('SECRET50');
  });
});

describe('Shopify', () => {
  test.each([
    ['won', 'payment.dispute.won'],
    ['lost', 'payment.dispute.lost'],
    ['under_review', 'payment.dispute.updated'],
  ])('a dispute that is %s is %s', (status, type) => {
    const sample = sampleOf('shopify', 'refunds-create');
    expect(toldWith(sample, { status }, { 'x-shopify-topic': 'disputes/update' })).toMatchObject([{ type }]);
  });
});
