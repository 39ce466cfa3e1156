import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../src/model/api-key.ts';
import { type FakeDiscord, startFakeDiscord } from '../../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../../helpers/start-app.ts';

const actor: Actor = { name: 'test', store: 'main', scopes: ['admin'] };

let discord: FakeDiscord;
let crier: TestApp;
beforeEach(async () => {
  discord = await startFakeDiscord();
  crier = await startTestApp({ apiBase: discord.apiBase });
});
afterEach(async () => {
  await crier.stop();
  await discord.stop();
});

test('one thing about a route is changed, and all else stays', async () => {
  const { routes } = crier.app.actions;
  const [first, second] = [discord.addWebhook({ name: 'first' }), discord.addWebhook({ name: 'second' })];
  const rule = { minSeverity: 'warning', mentionRole: '123456789012345678', username: 'Shop' } as const;
  await routes.change(actor, 'errors', {
    ...rule,
    webhook: first.url,
    muted: false,
    onUncertain: 'hold',
    schedule: [1_000, 2_000],
  });
  const muted = await routes.change(actor, 'errors', { muted: true });
  expect(muted).toMatchObject({
    route: { ...rule, muted: true },
    destination: { facts: { name: 'first' }, onUncertain: 'hold', schedule: [1_000, 2_000] },
  });
  const moved = await routes.change(actor, 'errors', { webhook: second.url });
  expect(moved).toMatchObject({
    route: { ...rule, muted: true },
    destination: { facts: { name: 'second' }, onUncertain: 'hold', schedule: [1_000, 2_000] },
  });
  expect(routes.get(actor, 'errors')).toMatchObject({ route: moved.route });
});

test('where there is none yet, it is made, with a place of its own or without', async () => {
  const { routes } = crier.app.actions;
  const inherited = await routes.change(actor, 'errors', { muted: true });
  expect(inherited).toMatchObject({ route: { muted: true, destination: undefined }, check: { result: 'ok' } });
  const { url } = discord.addWebhook({ name: 'first' });
  const { route, destination } = await routes.change(actor, 'errors', { webhook: url });
  expect(route).toMatchObject({ muted: true, destination: destination?.id });
});

test('copies lead to routes that there are, and not in a circle', async () => {
  const { routes } = crier.app.actions;
  await routes.change(actor, 'errors', { webhook: discord.addWebhook().url });
  await routes.change(actor, 'staff.*', { webhook: discord.addWebhook().url, copies: [{ to: 'errors' }] });
  await expect(routes.change(actor, 'errors', { copies: [{ to: 'staf.*' }] })).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('Did you mean "staff.*"?'),
    errors: [{ path: 'copies[0].to', message: 'expected one of staff.*' }],
  });
  for (const to of ['staff.*', 'errors']) {
    await expect(routes.change(actor, 'errors', { copies: [{ to }] }), to).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringMatching(/lead back to where they began: errors → .*errors\./),
      errors: [{ path: 'copies' }],
    });
  }
  expect(routes.get(actor, 'errors').copiedTo).toEqual([]);
  expect(routes.get(actor, 'staff.*').copiedTo).toEqual(['errors']);
  const alone = await routes.change(actor, 'staff.*', { copies: null });
  expect([alone.route.copies, alone.copiedTo]).toEqual([undefined, []]);
});

test('a policy belongs to a place, and a route without one has none', async () => {
  const { routes } = crier.app.actions;
  await expect(routes.change(actor, 'loyalty', { onUncertain: 'hold' })).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [{ path: 'on_uncertain' }],
  });
  await expect(routes.change(actor, 'loyalty', { schedule: [1_000] })).rejects.toMatchObject({
    code: 'invalid_request',
    errors: [{ path: 'retry' }],
  });
  expect(await routes.change(actor, 'loyalty', { muted: true, onUncertain: 'resend', schedule: null })).toBeDefined();
});
