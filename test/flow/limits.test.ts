import { afterEach, expect, test } from 'vitest';
import { createWorld, payments, playersIn, type World } from './_world.ts';

let world: World;
afterEach(() => world.stop());

test('1,000 events into one webhook keep both limits and use them to the full', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  await world.crier.post(...payments(1_000));
  const took = await world.until(() => playersIn(world.discord).length === 1_000);
  const messages = world.discord.messages().length;
  expect(world.discord.count({ status: 429 })).toBe(0);
  // 30 messages in 60 s: the last of N messages can go when floor((N - 1) / 30) windows have passed, plus the pace
  // of 5 in 2 s within the last window.
  const windows = Math.floor((messages - 1) / 30);
  const inLast = messages - windows * 30;
  const ideal = windows * 60_000 + Math.floor((inLast - 1) / 5) * 2_000;
  expect(messages).toBeLessThanOrEqual(101);
  expect(took).toBeLessThanOrEqual(ideal * 1.03);
});

test('two webhooks into one channel share its hidden limit', async () => {
  const channelId = '300000000000000001';
  world = await createWorld((discord) => ({
    transactions: discord.addWebhook({ channelId }).url,
    gifting: discord.addWebhook({ channelId }).url,
  }));
  const gifts = Array.from({ length: 300 }, () => ({ type: 'gift.sent' }));
  await world.crier.post(...payments(300), ...gifts);
  await world.until(() => playersIn(world.discord).length === 600);
  expect(world.discord.count({ status: 429 })).toBe(0);
});

test('a restart remembers what was sent within the last minute', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  await world.crier.post(...payments(290));
  await world.until(() => playersIn(world.discord).length >= 280);
  await world.crier.post(...payments(290, 291));
  await world.restart();
  await world.until(() => playersIn(world.discord).length === 580);
  expect(world.discord.count({ status: 429 })).toBe(0);
  expect(playersIn(world.discord)).toEqual(Array.from({ length: 580 }, (_, index) => `p${index + 1}`));
});

test('no more than 50 requests a second leave the process, over all webhooks', async () => {
  world = await createWorld((discord) =>
    Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`payment.t${index}`, discord.addWebhook({}).url])),
  );
  await world.crier.post(...Array.from({ length: 80 }, (_, index) => ({ type: `payment.t${index}` })));
  const took = await world.until(() => world.discord.messages().length === 80);
  expect(world.discord.count({ status: 429 })).toBe(0);
  expect(took).toBeLessThanOrEqual(3_000);
});

test('the limit can be switched off', async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }), {
    discord: { webhookLimit: null, channelLimit: null, globalLimit: null },
    app: { settings: {} },
  });
  const { discord } = world.crier.settings;
  await world.restart({
    settings: { discord: { ...discord, channelLimit: undefined, globalLimit: undefined } },
  });
  await world.crier.post(...payments(500));
  const took = await world.until(() => playersIn(world.discord).length === 500);
  expect(took).toBe(0);
});
