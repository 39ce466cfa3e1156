import type { Json } from '../lib/json-reader.ts';
import { minorAmount } from '../model/currency.ts';
import { CrierError } from '../model/errors.ts';
import type { Person } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOf, keyOfBytes, lookUp, personOf, unknownEvent, webUrl } from './_event.ts';
import { fieldsOf } from './_fields.ts';
import { helpOf, type Kind, type Kinds, kind } from './_kinds.ts';
import { headerOf, proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  'members:pledge:create': kind('subscription.created', 'subscribe', 'success', 'New patron'),
  'members:pledge:update': kind('subscription.updated', 'subscriptions', 'info', 'Pledge changed'),
  'members:pledge:delete': kind('subscription.cancelled', 'unsubscribe', 'info', 'Patron left'),
  'posts:publish': kind('post.published', 'processing'),
  'posts:update': kind('post.updated', 'processing', 'info', 'Post changed'),
  'posts:delete': kind('post.deleted', 'processing', 'info', 'Post deleted'),
};

/** Triggers that the one of the pledge tells as well, or that are no news at all. */
const unshown = new Set(['members:create', 'members:delete']);

/** Patreon. Contract: Patreon platform documentation, "Webhooks". */
export default {
  id: 'patreon',
  title: 'Patreon',
  link: 'https://docs.patreon.com/#webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'On patreon.com/portal/registration/register-webhooks add a webhook with the address {url}.',
    'Tick members:pledge:create, members:pledge:update, members:pledge:delete, members:update and posts:publish.',
    'Copy the secret that is shown beside the webhook and give it to Crier.',
  ],
  events: [
    ...helpOf(kinds),
    { platform: 'members:update, charged', type: 'subscription.renewed', category: 'subscriptions' },
    { platform: 'members:update, declined', type: 'subscription.payment_failed', category: 'errors' },
    { platform: 'members:update, refunded', type: 'payment.refunded', category: 'transactions' },
  ],
  recognises: ({ headers }) => headers['x-patreon-signature'] !== undefined,
  prove: proveByHmac({ header: 'X-Patreon-Signature', algorithm: 'md5' }),
  translate: (request) => ({ events: eventsOf(request, readJson(request)) }),
} satisfies Source;

function eventsOf(request: SourceRequest, body: Json): SourceEvent[] {
  const name = headerOf(request, 'X-Patreon-Event');
  if (name !== undefined && unshown.has(name)) return [];
  const id = keyOfBytes('patreon', name ?? '', request.body);
  if (!body.at('data').exists)
    throw new CrierError('invalid_json', 'The body has no "data", as every event of Patreon has.');
  if (name === 'members:update') return updates(body);
  const found = lookUp(kinds, name);
  if (name === undefined || found === undefined) return [unknownEvent('patreon', name?.replaceAll(':', '.'), { id })];
  if (name.startsWith('posts:')) return [eventOf({ ...found, id, ...postParts(body, found) })];
  const isTrial = name === 'members:pledge:create' && body.flag('data', 'attributes', 'is_free_trial') === true;
  return [eventOf({ ...memberParts(body), ...found, id, title: isTrial ? 'Trial started' : found.title })];
}

/** Of all updates of a member only a charge is news; the same charge has the same key however often it is sent. */
function updates(body: Json): SourceEvent[] {
  const member = body.at('data', 'attributes');
  const status = member.text('last_charge_status');
  const found = chargeKind(status);
  if (found === undefined) return [];
  const id = keyOf('patreon', body.text('data', 'id'), member.text('last_charge_date') ?? '-', status);
  return [eventOf({ ...memberParts(body), ...found, id })];
}

function chargeKind(status: string | undefined): Kind | undefined {
  if (status === undefined) return undefined;
  if (status === 'Paid') return kind('subscription.renewed', 'subscriptions', 'success', 'Membership charged');
  if (/^(Declined|Fraud)$/.test(status))
    return kind('subscription.payment_failed', 'errors', 'error', 'Charge declined');
  if (/refunded/i.test(status)) return kind('payment.refunded', 'transactions', 'warning');
  return undefined;
}

function includedOf(body: Json, type: string): Json | undefined {
  return body
    .list('included')
    .find((one) => one.text('type') === type)
    ?.at('attributes');
}

function memberParts(body: Json) {
  const member = body.at('data', 'attributes');
  const currency = includedOf(body, 'campaign')?.text('currency') ?? 'USD';
  const isOver = member.text('patron_status') === 'former_patron';
  const cents = member.number('currently_entitled_amount_cents') || member.number('will_pay_amount_cents');
  const lifetime = member.number('campaign_lifetime_support_cents');
  const status = member.text('last_charge_status');
  return {
    player: playerOf(body, member),
    amount: cents ? minorAmount(cents, currency) : undefined,
    correlation_id: correlationOf('patreon', body.text('data', 'id')),
    data: {
      tier: includedOf(body, 'tier')?.text('title'),
      renews_at: isOver ? undefined : member.time('next_charge_date'),
      since: member.time('pledge_relationship_start'),
      lifetime_support: lifetime === undefined ? undefined : minorAmount(lifetime, currency),
      reason: status === 'Declined' || status === 'Fraud' ? status : undefined,
    },
  };
}

function playerOf(body: Json, member: Json): Person | undefined {
  const user = includedOf(body, 'user');
  return personOf({
    name: member.text('full_name') ?? user?.text('full_name'),
    avatar_url: user?.text('thumb_url') ?? user?.text('image_url'),
    profile_url: user?.text('url'),
  });
}

function postParts(body: Json, { title: generic }: Kind) {
  const post = body.at('data', 'attributes');
  const title = post.text('title')?.slice(0, 300);
  const path = post.text('url');
  const isPublic = post.flag('is_public');
  return {
    title: generic === undefined || title === undefined ? (title ?? 'New post') : `${generic}: ${title}`,
    url: webUrl(path?.startsWith('/') ? `https://www.patreon.com${path}` : path),
    occurred_at: post.time('published_at'),
    correlation_id: correlationOf('patreon', 'post', body.text('data', 'id')),
    fields: fieldsOf({ For: isPublic === undefined ? undefined : isPublic ? 'everybody' : 'patrons' }),
  };
}
