import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Amount } from '../model/event.ts';
import type { Source, SourceEvent } from '../model/source.ts';
import { readJson } from './_body.ts';
import {
  correlationOf,
  eventOf,
  humanise,
  itemsText,
  keyOf,
  lookUp,
  personOf,
  restOf,
  unknownEvent,
} from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { proveByHmac } from './_proof.ts';

const refunded = kind('payment.refunded', 'transactions', 'warning');
const started = kind('subscription.created', 'subscribe', 'success', 'New member');
const updated = kind('subscription.updated', 'subscriptions');
const cancelled = kind('subscription.cancelled', 'unsubscribe');

const kinds: Kinds = {
  'donation.created': kind('donation.received', 'transactions', 'success'),
  'wishlist_payment.created': kind('donation.received', 'transactions', 'success'),
  'extra_purchase.created': kind('payment.completed', 'transactions', 'success', 'Extra sold'),
  'commission_order.created': kind('payment.completed', 'transactions', 'success', 'Commission ordered'),
  'donation.refunded': refunded,
  'extra_purchase.refunded': refunded,
  'commission_order.refunded': refunded,
  'wishlist_payment.refunded': refunded,
  'membership.started': started,
  'recurring_donation.started': started,
  'membership.updated': updated,
  'recurring_donation.updated': updated,
  'membership.paused': kind('subscription.paused', 'subscriptions'),
  'membership.cancelled': cancelled,
  'recurring_donation.cancelled': cancelled,
};

/** Buy Me a Coffee. Contract: Buy Me a Coffee help center, "Webhooks", and the test events of its dashboard. */
export default {
  id: 'buymeacoffee',
  title: 'Buy Me a Coffee',
  link: 'https://studio.buymeacoffee.com/webhooks',
  secret: { from: 'platform', name: 'Signing secret' },
  setup: [
    'On studio.buymeacoffee.com open Integrations → Webhooks and create a webhook with the address {url} and all events.',
    'Copy its signing secret and give it to Crier.',
  ],
  events: helpOf(kinds),
  prove: proveByHmac({ header: 'x-signature-sha256' }),
  translate(request) {
    const body = readJson(request);
    return { events: [eventFor(body)], originals: [publicOf(body)] };
  },
} satisfies Source;

/** A note that its page does not show is for the creator alone. */
function publicOf(body: Json): unknown {
  if (!isNoteHidden(body.at('data'))) return body.value;
  return { ...restOf(body, ['data']), data: restOf(body.at('data'), ['support_note']) };
}

function isNoteHidden(data: Json): boolean {
  return data.flag('note_hidden') === true;
}

function eventFor(body: Json): SourceEvent {
  const name = body.text('type');
  const data = body.at('data');
  const common = { id: keyOf('buymeacoffee', body.text('event_id')), occurred_at: body.time('created') };
  const found = lookUp(kinds, name);
  if (name === undefined || found === undefined) return unknownEvent('buymeacoffee', name, common);
  const isMember = /^(membership|recurring_donation)\./.test(name);
  const event = eventOf({ ...common, ...(isMember ? memberParts(data) : paymentParts(data)), ...found });
  if (body.flag('live_mode') !== false) return event;
  return { ...event, title: `Test: ${event.title ?? humanise(name)}` };
}

function money(data: Json, key: string): Amount | undefined {
  const value = data.number(key);
  return value === undefined ? undefined : majorAmount(value, data.text('currency') ?? 'USD');
}

function paymentParts(data: Json) {
  const extras = data.list('extras');
  const answer = extras
    .flatMap((one) => one.list('question_answers'))
    .map((one) => one.text())
    .find(Boolean);
  return {
    player: personOf({ name: data.text('supporter_name') }),
    amount: money(data, 'amount'),
    correlation_id: correlationOf('bmc', data.text('transaction_id')),
    data: {
      items: itemsText(extras, (extra) => extra.text('title')),
      message: isNoteHidden(data) ? undefined : data.text('support_note'),
      answer,
      fee: money(data, 'application_fee'),
      gateway: 'Buy Me a Coffee',
      transaction_id: data.text('transaction_id'),
    },
  };
}

function memberParts(data: Json) {
  const feedback = data.text('supporter_feedback');
  const isOver = data.flag('canceled') === true;
  const until = data.time('current_period_end');
  return {
    player: personOf({ name: data.text('supporter_name') }),
    amount: money(data, 'amount'),
    correlation_id: correlationOf('bmc', 'sub', data.text('psp_id') ?? data.text('id')),
    data: {
      level: data.text('membership_level_name'),
      interval: data.text('duration_type'),
      renews_at: isOver ? undefined : until,
      ends_at: isOver ? until : undefined,
      since: data.time('started_at'),
      reason: feedback && humanise(feedback),
      subscription_id: data.text('psp_id'),
    },
  };
}
