import { expect, test } from 'vitest';
import { isTokenOf, newWebhookToken } from '../../src/registry/webhook-token.ts';
import { openRegistries } from '../helpers/registries.ts';

test('a webhook is made, and known by its id to this process and the next', async () => {
  const { registries, another, clock } = await openRegistries('workshop');
  const { webhook, token } = await registries.webhooks.put({ store: 'main', name: 'Sales', category: 'transactions' });
  expect(webhook).toMatchObject({ store: 'main', name: 'Sales', category: 'transactions', createdAt: clock.now() });
  for (const known of [registries, await another()]) {
    expect(known.webhooks.find(webhook.id)).toEqual(webhook);
    expect(known.webhooks.list('main')).toEqual([webhook]);
    expect(known.webhooks.list('workshop')).toEqual([]);
  }
  expect(isTokenOf(webhook, token)).toBe(true);
});

test('only a store itself takes its webhook away', async () => {
  const { registries, another } = await openRegistries('workshop');
  const { webhook } = await registries.webhooks.put({ store: 'main', name: 'Sales', category: 'transactions' });
  expect(await registries.webhooks.remove('workshop', webhook.id)).toBe(false);
  expect(registries.webhooks.find(webhook.id)).toEqual(webhook);
  expect(await registries.webhooks.remove('main', webhook.id)).toBe(true);
  for (const known of [registries, await another()]) expect(known.webhooks.find(webhook.id)).toBeUndefined();
});

test('a token has the form of Discord’s, and nothing of it is kept', () => {
  const made = newWebhookToken();
  expect(made.token).toMatch(/^[\w-]{68}$/);
  expect(made.tokenHash).not.toContain(made.token);
  expect(isTokenOf(made, made.token)).toBe(true);
  expect(isTokenOf(made, newWebhookToken().token)).toBe(false);
  expect(isTokenOf(made, '')).toBe(false);
});
