import { hash } from 'node:crypto';
import type { Json } from '../lib/json-reader.ts';
import { majorAmount } from '../model/currency.ts';
import type { Amount } from '../model/event.ts';
import type { Source, SourceEvent, SourceRequest, SourceSettings } from '../model/source.ts';
import { readJson } from './_body.ts';
import { correlationOf, eventOf, keyOf, lookUp, personOf, restOf, unknownEvent } from './_event.ts';
import { helpOf, type Kinds, kind } from './_kinds.ts';
import { proveByHmac } from './_proof.ts';

const kinds: Kinds = {
  'rewards.points_awarded': kind('loyalty.points_awarded', 'loyalty'),
  'rewards.tier_promoted': kind('tier.reached', 'loyalty', 'success'),
  'rewards.redeemed': kind('reward.claimed', 'loyalty', 'info', 'Reward redeemed'),
  'cashback.redeemed': kind('cashback.requested', 'loyalty', 'info', 'Cashback requested'),
  'cashback.processed': kind('cashback.paid', 'loyalty', 'success', 'Cashback paid'),
  'cashback.redemption_completed': kind('cashback.approved', 'loyalty', 'success', 'Cashback approved'),
  'cashback.rejected': kind('cashback.rejected', 'errors', 'error', 'Cashback failed, points returned'),
  'cashback.redemption_cancelled': kind('cashback.cancelled', 'loyalty', 'warning', 'Cashback cancelled'),
  'rewards.rule_created': kind('loyalty.rule_created', 'processing', 'info', 'Loyalty rule created'),
  'rewards.catalog_created': kind('loyalty.catalog_created', 'processing', 'info', 'Reward created'),
  'rewards.partner_created': kind('loyalty.partner_created', 'processing', 'info', 'Loyalty partner created'),
};

/** mgPass. Contract: mgPass documentation, "Webhooks". */
export default {
  id: 'mgpass',
  title: 'mgPass',
  link: 'https://mgpass.io/docs/webhooks',
  secret: { from: 'platform', name: 'Webhook secret' },
  setup: [
    'Ask the admins of MG Digital, who set webhooks up, for one to the address {url}, with the events you want (or *).',
    'They give you the secret of the webhook: give it to Crier.',
  ],
  events: [...helpOf(kinds), { platform: 'any other', type: 'mgpass.<event>', category: 'processing' }],
  prove: proveByHmac({ header: 'X-Webhook-Signature' }),
  translate: (request, settings) => ({ events: [eventFor(request, readJson(request), settings)] }),
} satisfies Source;

function eventFor(request: SourceRequest, body: Json, { currency }: SourceSettings): SourceEvent {
  const name = body.text('event_type');
  const data = body.at('data');
  const user = data.text('user_id');
  // Two awards may fall into one millisecond.
  const content = hash('sha256', request.body).slice(0, 16);
  const common = {
    id: keyOf('mgpass', name, user ?? '-', body.text('timestamp'), content),
    occurred_at: body.time('timestamp') ?? new Date(request.receivedAt).toISOString(),
    player: personOf({ name: user, id: user }),
    application: applicationOf(body)?.slice(0, 100),
  };
  const found = lookUp(kinds, name);
  if (found === undefined) return unknownEvent('mgpass', name, { ...common, data: restOf(data, ['user_id']) });
  return eventOf({
    ...common,
    ...partsOf(found.type, data, user, currency),
    ...found,
    title: titleOf(found.type, data) ?? found.title,
  });
}

/** The application scope of a webhook is a client of OAuth; of points the platform on which they were earned. */
function applicationOf(body: Json): string | undefined {
  const names = ['application', 'client', 'client_id', 'platform'];
  return names.map((name) => body.text('data', name) ?? body.text(name)).find((text) => text !== undefined);
}

/** Words of mgPass that an event of ours has under another name. */
const taken = [
  'user_id',
  'amount',
  'currency',
  'points',
  'name',
  'catalog_item_id',
  'new_tier',
  'tier',
  'previous_tier',
  'from_tier',
  'reason',
  'event_type',
  'platform',
  'redemption_id',
];

function titleOf(type: string, data: Json): string | undefined {
  const points = data.number('points');
  const tier = tierOf(data);
  if (type === 'tier.reached' && tier !== undefined) return `New tier: ${tier.slice(0, 200)}`;
  return type === 'loyalty.points_awarded' && points !== undefined ? `+${points} points` : undefined;
}

function tierOf(data: Json): string | undefined {
  return data.text('new_tier') ?? data.text('tier');
}

/** A decimal text stays as it is: no digit passes through floating point. */
function amountOf(data: Json, currency: string): Amount | undefined {
  const { value } = data.at('amount');
  return typeof value === 'number' || typeof value === 'string'
    ? majorAmount(value, data.text('currency') ?? currency)
    : undefined;
}

function partsOf(type: string, data: Json, user: string | undefined, currency: string) {
  const redemption = data.text('redemption_id');
  return {
    amount: amountOf(data, currency),
    correlation_id:
      redemption === undefined ? correlationOf('mgpass', user) : correlationOf('mgpass', 'redemption', redemption),
    data: {
      ...restOf(data, taken),
      points: data.number('points'),
      [/^loyalty\.(rule|partner)_/.test(type) ? 'name' : 'reward']: data.text('name') ?? data.text('catalog_item_id'),
      tier: tierOf(data),
      previous_tier: data.text('previous_tier') ?? data.text('from_tier'),
      reason: data.text('reason') ?? data.text('event_type'),
      platform: data.text('platform'),
      redemption_id: redemption,
    },
  };
}
