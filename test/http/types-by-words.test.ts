import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../flow/_world.ts';

// Types of a loyalty programme that have no look of their own: each is told by its words, with all its data.

let world: World;
beforeAll(async () => {
  world = await createWorld((discord) => ({ loyalty: discord.addWebhook({ name: 'loyalty' }).url }));
});
afterAll(() => world.stop());

const types = [
  ['rewards.points_awarded', 'Rewards points awarded'],
  ['rewards.tier_promoted', 'Rewards tier promoted'],
  ['cashback.redeemed', 'Cashback redeemed'],
  ['cashback.processed', 'Cashback processed'],
  ['cashback.rejected', 'Cashback rejected'],
  ['cashback.redemption_completed', 'Cashback redemption completed'],
  ['cashback.redemption_cancelled', 'Cashback redemption cancelled'],
  ['rewards.rule_created', 'Rewards rule created'],
  ['rewards.catalog_created', 'Rewards catalog created'],
  ['rewards.partner_created', 'Rewards partner created'],
] as const;

test.each(types)('%s goes to loyalty, and is told as "%s" with its data', async (type, words) => {
  const before = world.discord.messages().length;
  const data = { rule: 'Weekend bonus', points_cost: 250, from_tier: 'Silver', redemption_id: 'rdm-81' };
  const [accepted] = await world.crier.post({ type, player: { name: 'Mira' }, data });
  await world.until(() => world.discord.messages().length > before);
  const { body } = await world.crier.request('GET', `/v1/events/${accepted?.id}`);
  expect(body).toMatchObject({ category: 'loyalty', severity: 'info', data });
  const text = JSON.stringify(world.discord.messages().at(-1)?.body);
  for (const shown of [words, 'Mira', 'Weekend bonus', '250', 'Silver', 'rdm-81']) expect(text).toContain(shown);
});

test('the one that has a look is told by it', async () => {
  const before = world.discord.messages().length;
  await world.crier.post({ type: 'rewards.redeemed', player: { name: 'Mira' }, data: { reward: 'Crate key' } });
  await world.until(() => world.discord.messages().length > before);
  expect(JSON.stringify(world.discord.messages().at(-1)?.body)).toContain('Reward claimed');
});
