import { expect, test } from 'vitest';
import { renderMessage } from '../../src/destinations/_message/render-message.ts';
import { hmac } from '../../src/lib/signature.ts';
import { completeEvent } from '../../src/pipeline/accept/complete-event.ts';
import { finishEvents } from '../../src/pipeline/receive/finish-events.ts';
import mgpass from '../../src/sources/mgpass.ts';
import { frostvale, laneItem } from '../helpers/lane-item.ts';

// Every shape of mgPass' documentation, as it is told.

const settings = { secrets: ['mg-secret'], currency: 'EUR' };

async function told(event_type: string, data: object) {
  const body = Buffer.from(JSON.stringify({ event_type, data, timestamp: '2026-03-04T05:06:07.000Z' }));
  const signature = hmac('sha256', 'mg-secret', body).toString('hex');
  const headers = { 'content-type': 'application/json', 'x-webhook-signature': signature };
  const request = { body, headers, query: {}, receivedAt: Date.UTC(2026, 2, 4, 6) };
  expect(await mgpass.prove(request, settings)).toEqual({ ok: true });
  const [event] = finishEvents(mgpass, request, mgpass.translate(request, settings), settings).inputs;
  if (event === undefined) throw new Error('nothing is told');
  expect(event.data).toMatchObject({ original: { event_type, data, timestamp: '2026-03-04T05:06:07.000Z' } });
  expect(event.occurred_at).toBe('2026-03-04T05:06:07.000Z');
  const item = laneItem(completeEvent(event, 'main', 0));
  const [card] = renderMessage([item], { store: frostvale, omit: new Set() }).body.embeds ?? [];
  const fields = Object.fromEntries((card?.fields ?? []).map(({ name, value }) => [name, value]));
  return { event, title: card?.title, fields };
}

const user = { user_id: 'usr_kai' };
const payment = { ...user, redemption_id: 'rdm_7', amount: '31.40', currency: 'NZD' };

test('rewards.points_awarded', async () => {
  const { event, title, fields } = await told('rewards.points_awarded', {
    ...user,
    points: 240,
    event_type: 'survey',
    platform: 'frostnews',
  });
  expect(event).toMatchObject({ type: 'loyalty.points_awarded', category: 'loyalty', application: 'frostnews' });
  expect(title).toContain('+240 points');
  expect(fields).toMatchObject({ Points: '240', For: 'survey' });
});

test('rewards.tier_promoted, in whatever words the tiers are named', async () => {
  for (const tiers of [
    { previous_tier: 'stone', new_tier: 'iron' },
    { from_tier: 'stone', tier: 'iron' },
  ]) {
    const { event, title, fields } = await told('rewards.tier_promoted', { ...user, ...tiers });
    expect(event).toMatchObject({ type: 'tier.reached', category: 'loyalty', player: { id: 'usr_kai' } });
    expect(title).toContain('New tier: iron');
    expect(fields).toMatchObject({ Before: 'stone' });
  }
});

test('rewards.redeemed', async () => {
  const { event, fields } = await told('rewards.redeemed', {
    ...user,
    catalog_item_id: 'itm_3',
    name: 'Frost mug',
    points: 900,
    delivery: { kind: 'pickup', days: 3 },
  });
  expect(event).toMatchObject({ type: 'reward.claimed', title: 'Reward redeemed' });
  expect(fields).toMatchObject({ Reward: 'Frost mug', 'Points spent': '900' });
});

test.each([
  ['cashback.redeemed', 'loyalty', 'Cashback requested'],
  ['cashback.processed', 'loyalty', 'Cashback paid'],
  ['cashback.rejected', 'errors', 'Cashback failed, points returned'],
  ['cashback.redemption_completed', 'loyalty', 'Cashback approved'],
  ['cashback.redemption_cancelled', 'loyalty', 'Cashback cancelled'],
])('%s', async (name, category, words) => {
  const { event, title } = await told(name, { ...payment, reason: 'Bank said no' });
  expect(event).toMatchObject({
    category,
    amount: { value: '31.40', currency: 'NZD' },
    data: { reason: 'Bank said no' },
  });
  expect(title).toContain(words);
});

test('rewards.rule_created, rewards.catalog_created and rewards.partner_created name their things by what they are', async () => {
  const rule = await told('rewards.rule_created', { name: 'Double weekend', points: 20, event_type: 'purchase' });
  expect(rule.title).toContain('Loyalty rule created');
  expect(rule.fields).toMatchObject({ Name: 'Double weekend', Points: '20' });
  expect(rule.fields).not.toHaveProperty('Reward');
  const partner = await told('rewards.partner_created', { name: 'Frost Cinema', slug: 'cinema' });
  expect(partner.fields).toMatchObject({ Name: 'Frost Cinema', Slug: 'cinema' });
  expect(partner.fields).not.toHaveProperty('Reward');
  const item = await told('rewards.catalog_created', { name: 'Frost mug', points: 900, active: true });
  expect(item.fields).toMatchObject({ Reward: 'Frost mug' });
});

test('an application that it names stands before the platform, and can be chosen by a route', async () => {
  const { event } = await told('rewards.redeemed', { ...user, client_id: 'shop-app', platform: 'frostnews' });
  expect(event).toMatchObject({ application: 'shop-app', data: { platform: 'frostnews' } });
});

test('an event that is not in the documentation keeps all of its data', async () => {
  const { event } = await told('rewards.streak_kept', { ...user, days: 30, badges: ['ice', 'snow'] });
  expect(event).toMatchObject({ type: 'mgpass.rewards.streak_kept', data: { days: 30, badges: ['ice', 'snow'] } });
});
