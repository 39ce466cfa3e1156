import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../src/model/api-key.ts';
import { retryPresets } from '../../src/model/retry-presets.ts';
import { startFakeDiscord } from '../helpers/fake-discord.ts';
import { startReceiver } from '../helpers/receiver.ts';
import { startTestApp } from '../helpers/start-app.ts';

const actor: Actor = { name: 'test', store: 'main', scopes: ['admin'] };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

test("no report tells a webhook URL, an endpoint's secrets or a source's secret", async () => {
  const discord = await startFakeDiscord();
  const receiver = await startReceiver();
  const webhook = discord.addWebhook({ name: 'all' });
  const crier = await startTestApp({ apiBase: discord.apiBase, routes: { default: webhook.url } });
  ends.push(
    () => discord.stop(),
    () => receiver.stop(),
    () => crier.stop(),
  );
  const { actions } = crier.app;
  const secrets = {
    webhook: webhook.url.slice(webhook.url.lastIndexOf('/') + 1),
    signature: `whsec_${Buffer.alloc(32, 'secret').toString('base64')}`,
    password: 'a-password-of-the-endpoint',
    header: 'a-header-of-the-endpoint',
    source: 'a-secret-of-the-source',
  };
  await actions.endpoints.add(actor, {
    name: 'shop',
    url: receiver.url,
    secret: secrets.signature,
    basic: { username: 'crier', password: secrets.password },
    headers: { 'x-key': secrets.header },
    events: ['*'],
    signature: 'standard',
    retry: retryPresets.quick,
    concurrency: 1,
  });
  await actions.sources.set(actor, 'tebex', { secret: secrets.source, keepPrevious: false });
  const [accepted] = await crier.post({ type: 'payment.completed', player: { name: 'Steve' } });
  await expect.poll(() => actions.messages.list(actor, 1)).toHaveLength(1);
  const reports = await Promise.all([
    actions.routes.list(actor),
    actions.destinations.list(actor),
    actions.endpoints.list(actor),
    actions.endpoints.preview(actor, 'shop', {}),
    actions.sources.list(actor),
    actions.deliveries.list(actor, {}, { limit: 10 }),
    actions.deliveries.get(actor, accepted?.deliveries[0]?.id ?? ''),
    actions.events.get(actor, accepted?.id ?? ''),
    actions.messages.list(actor, 10),
    actions.status.get(actor),
    actions.status.list(),
    actions.keys.list(actor),
  ]);
  const text = JSON.stringify(reports);
  expect(text).toContain('Steve');
  for (const [name, secret] of Object.entries(secrets)) expect(text.includes(secret), name).toBe(false);
});
