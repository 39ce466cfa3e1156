import { hash } from 'node:crypto';
import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import { CrierError } from '../model/errors.ts';
import type { Proof, Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { parseJson, readForm, readText } from './_body.ts';
import { correlationOf, eventOf, itemsText, keyOf, lookUp, personOf, restOf, unknownEvent } from './_event.ts';
import { type Kinds, kind } from './_kinds.ts';
import { proveByEquality } from './_proof.ts';

const kinds: Kinds = {
  Donation: kind('donation.received', 'transactions', 'success'),
  'Shop Order': kind('payment.completed', 'transactions', 'success', 'Shop order'),
  Commission: kind('commission.ordered', 'transactions', 'success', 'Commission ordered'),
};

/** Ko-fi. Contract: Ko-fi help center, "Webhooks". */
export default {
  id: 'kofi',
  title: 'Ko-fi',
  link: 'https://ko-fi.com/manage/webhooks',
  secret: { from: 'platform', name: 'Verification token', field: 'verification_token' },
  setup: [
    'On ko-fi.com open Settings → API → Webhooks (ko-fi.com/manage/webhooks) and paste {url} as the webhook URL.',
    'Under Advanced on the same page copy the verification token and give it to Crier.',
    'Press one of the test buttons of Ko-fi: the message appears within a second.',
  ],
  events: [
    { platform: 'Donation', type: 'donation.received', category: 'transactions' },
    { platform: 'Subscription, first payment', type: 'subscription.created', category: 'subscribe' },
    { platform: 'Subscription, later payments', type: 'subscription.renewed', category: 'subscriptions' },
    { platform: 'Shop Order', type: 'payment.completed', category: 'transactions' },
    { platform: 'Commission', type: 'commission.ordered', category: 'transactions' },
  ],
  prove,
  translate(request) {
    const data = readData(request);
    return { events: [eventFor(data)], originals: [isPublic(data) ? data.value : restOf(data, ofSupporter)] };
  },
} satisfies Source;

/** The supporter decides whether the page shows these, and so does Crier. */
const ofSupporter = ['from_name', 'message', 'discord_username', 'discord_userid'];

function isPublic(data: Json): boolean {
  return data.flag('is_public') !== false;
}

/** A form with one field of JSON; test tools send the JSON alone. */
function readData(request: SourceRequest): Json {
  const isJson = readText(request).trimStart().startsWith('{');
  return parseJson(isJson ? readText(request) : (readForm(request).get('data') ?? ''));
}

function prove(request: SourceRequest, settings: SourceSettings): Proof {
  let token: string | undefined;
  try {
    token = readData(request).text('verification_token');
  } catch (error) {
    if (!(error instanceof CrierError)) throw error;
  }
  return proveByEquality('The field verification_token of the body', token, settings);
}

function eventFor(data: Json): SourceEvent {
  const type = data.text('type');
  const common = {
    id: keyOf('kofi', data.text('message_id')),
    occurred_at: data.time('timestamp'),
    player: personOf({ name: isPublic(data) ? data.text('from_name') : 'Anonymous' }),
    amount: majorAmount(data.text('amount'), data.text('currency')),
  };
  const parts = { ...common, ...partsOf(data) };
  if (type === 'Subscription' || data.flag('is_subscription_payment') === true) {
    const first = data.flag('is_first_subscription_payment') === true;
    const found = first
      ? kind('subscription.created', 'subscribe', 'success')
      : kind('subscription.renewed', 'subscriptions', 'success');
    return eventOf({ ...parts, ...found, correlation_id: memberOf(data) ?? parts.correlation_id });
  }
  const found = lookUp(kinds, type);
  return found === undefined ? unknownEvent('kofi', type, common) : eventOf({ ...parts, ...found });
}

/** Ko-fi gives members no id; the address stays unreadable. */
function memberOf(data: Json): string | undefined {
  const email = data.text('email');
  return email === undefined ? undefined : correlationOf('kofi', 'member', hash('sha256', email).slice(0, 32));
}

function partsOf(data: Json) {
  const items = itemsText(
    data.list('shop_items'),
    (item) => item.text('variation_name') ?? item.text('direct_link_code'),
  );
  return {
    correlation_id: correlationOf('kofi', data.text('kofi_transaction_id')),
    data: {
      items,
      tier: data.text('tier_name'),
      message: isPublic(data) ? data.text('message') : undefined,
      country: data.text('shipping', 'country_code'),
      gateway: 'Ko-fi',
      transaction_id: data.text('kofi_transaction_id'),
    },
  };
}
