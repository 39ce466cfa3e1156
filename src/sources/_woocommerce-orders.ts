import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Amount, Person } from '../model/event.ts';
import type { SourceEvent } from '../model/source.ts';
import { correlationOf, eventOf, humanise, itemsText, keyOf, personOf } from './_event.ts';
import { type Kind, kind } from './_kinds.ts';
import { playerKeys, textUnder } from './_metadata.ts';
import { orderKinds } from './_woocommerce-kinds.ts';

const dayMs = 24 * 3_600_000;
const minuteMs = 60_000;
const mostRefunds = 20;

/** An order is sent whole at every change: each thing that happened to it is told once, by a key of its own. */
export function orderEvents(shop: string, isNew: boolean, order: Json): SourceEvent[] {
  const id = order.text('id');
  const parts = orderParts(order);
  const makeEvent = (what: string, of: Kind, more: Partial<SourceEvent> = {}) =>
    eventOf({
      ...parts,
      occurred_at: order.time('date_modified_gmt'),
      ...of,
      ...more,
      id: keyOf('woocommerce', shop, id, what),
    });
  switch (order.text('status')) {
    case 'pending':
      return isNew ? [makeEvent('placed', orderKinds.placed)] : [];
    case 'on-hold':
      return [makeEvent('pending', orderKinds.pending)];
    case 'processing':
    case 'completed':
      return [...paid(order, makeEvent), ...refunds(order, orderKinds.partlyRefunded, makeEvent)];
    case 'refunded':
      return refunded(order, makeEvent);
    case 'failed':
      return [makeEvent('failed', isRenewal(order) ? orderKinds.renewalFailed : orderKinds.failed)];
    case 'cancelled':
      return [makeEvent('cancelled', orderKinds.cancelled)];
    default:
      return other(order, makeEvent);
  }
}

type MakeEvent = (what: string, of: Kind, more?: Partial<SourceEvent>) => SourceEvent;

/** True for what happened with this change or shortly before: an old order that is edited is no news. */
export function isNews(at: string | undefined, changedAt: string | undefined): boolean {
  return at === undefined || changedAt === undefined || Date.parse(changedAt) - Date.parse(at) < dayMs;
}

function paid(order: Json, makeEvent: MakeEvent): SourceEvent[] {
  const changedAt = order.time('date_modified_gmt');
  const paidAt = order.time('date_paid_gmt');
  const completedAt = order.time('date_completed_gmt');
  const isOld = !isNews(paidAt ?? completedAt, changedAt);
  const when = paidAt === undefined ? {} : { occurred_at: paidAt };
  const payment = isOld ? [] : [makeEvent('paid', isRenewal(order) ? orderKinds.renewed : orderKinds.paid, when)];
  // An order that needs no shipping is completed with its payment.
  const isLater = Date.parse(completedAt ?? '') - Date.parse(paidAt ?? '') > minuteMs;
  const isFulfilled = order.text('status') === 'completed' && isLater && isNews(completedAt, changedAt);
  return [...payment, ...(isFulfilled ? [makeEvent('fulfilled', orderKinds.fulfilled)] : [])];
}

function refunded(order: Json, makeEvent: MakeEvent): SourceEvent[] {
  const events = refunds(order, orderKinds.refunded, makeEvent);
  return events.length > 0 ? events : [makeEvent('refunded', orderKinds.refunded)];
}

function refunds(order: Json, of: Kind, makeEvent: MakeEvent): SourceEvent[] {
  const { data } = orderParts(order);
  const newest = order.list('refunds').slice(0, mostRefunds);
  return newest.map((refund, index) => {
    const amount = majorAmount(refund.text('total')?.replace(/^-/, ''), order.text('currency'));
    const reason = refund.text('reason');
    return makeEvent(`refund:${refund.text('id') ?? index}`, of, {
      ...(amount === undefined ? {} : { amount }),
      data: { ...data, total: totalOf(order), reason, purchased_at: order.time('date_paid_gmt') },
    });
  });
}

/** A status of a plugin; drafts and the bin are nothing to tell. */
function other(order: Json, makeEvent: MakeEvent): SourceEvent[] {
  const status = order.text('status');
  if (status !== undefined && /draft$|^trash$/.test(status)) return [];
  const title = `Order: ${humanise(status ?? 'unknown status')}`;
  return [makeEvent(`status:${status ?? '-'}`, kind('order.updated', 'transactions', 'info', title))];
}

function isRenewal(order: Json): boolean {
  return (
    order.text('created_via') === 'subscription' || textUnder(metaOf(order), ['subscription_renewal']) !== undefined
  );
}

/** The meta data of an order and of its lines, by their keys and by what the buyer sees. */
function metaOf(order: Json): [string, Json][] {
  const meta = [order, ...order.list('line_items')].flatMap((one) => one.list('meta_data'));
  return meta.flatMap((one): [string, Json][] => [
    [one.text('key') ?? '', one.at('value')],
    [one.text('display_key') ?? '', one.at('display_value')],
  ]);
}

/** The player, under a usual key or under one that speaks of a player; keys of plugins begin with an underscore. */
export function playerOf(order: Json): Person | undefined {
  const meta = metaOf(order);
  const spoken = meta.find(([key]) => /^(?!_).*(player|user_?name|gamertag|minecraft|steam)/i.test(key));
  const name = textUnder(meta, playerKeys) ?? spoken?.[1].text();
  return personOf({ name: name ?? order.text('billing', 'first_name') });
}

export function itemsOf(order: Json): string | undefined {
  return itemsText(order.list('line_items'), (line) => line.text('name'));
}

export function totalOf(order: Json): Amount | undefined {
  return majorAmount(order.text('total'), order.text('currency'));
}

function nonZero(text: string | undefined, order: Json): Amount | undefined {
  return Number(text) ? majorAmount(text, order.text('currency')) : undefined;
}

function orderParts(order: Json) {
  const number = order.text('number');
  return {
    player: playerOf(order),
    amount: totalOf(order),
    correlation_id: correlationOf('woocommerce', 'order', order.text('id')),
    data: {
      [isRenewal(order) ? 'plan' : 'items']: itemsOf(order),
      gateway: order.text('payment_method_title'),
      country: order.text('billing', 'country'),
      coupon: itemsText(order.list('coupon_lines'), (coupon) => coupon.text('code')),
      discount: nonZero(order.text('discount_total'), order),
      tax: nonZero(order.text('total_tax'), order),
      order_number: number && `#${number}`,
      transaction_id: order.text('transaction_id'),
    },
  };
}
