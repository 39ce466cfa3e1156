import { createHmac, randomUUID } from 'node:crypto';
import { sign as signGithub } from '@octokit/webhooks-methods';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import { expect, test } from 'vitest';
import type { SourceRequest } from '../../src/model/source.ts';
import { loadSources, sampleTools } from './_samples.ts';

// Fresh bodies, signed by the platforms' own packages: whatever they sign is believed, and nothing else.

const sources = await loadSources();
const now = Date.UTC(2026, 10, 21, 12);
const seconds = Math.floor(now / 1_000);
const whsec = `whsec_${Buffer.from('a secret of twenty-four byte').toString('base64')}`;

/** Texts that are easily changed on their way: umlauts, emoji, slashes, numbers with zeros, spaces. */
const bodies = [
  '{"type":"payment.completed","data":{"name":"Jürgen 🎁","url":"https:\\/\\/example.com","price":10.50}}',
  '{\n  "type": "a.b",\n  "data": { "x": 1.0 }\n}\n',
  JSON.stringify({ type: 'x'.repeat(5_000), data: { id: randomUUID() } }),
];

async function proof(source: string, secret: string, body: string, headers: Record<string, string>) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const request: SourceRequest = { body: Buffer.from(body), headers: lower, query: {}, receivedAt: now };
  return sources.get(source)?.prove(request, { secrets: [secret], currency: 'EUR' }, sampleTools);
}

/** Believed as it is, not with another secret and not with another body. */
async function expectBelieved(source: string, secret: string, body: string, headers: Record<string, string>) {
  expect(await proof(source, secret, body, headers)).toEqual({ ok: true });
  expect(await proof(source, `${secret}x`, body, headers)).toMatchObject({ ok: false, cause: 'wrong' });
  expect(await proof(source, secret, `${body} `, headers)).toMatchObject({ ok: false, cause: 'wrong' });
}

test.each(bodies)('Stripe: its package signs %j', async (payload) => {
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_stripe', timestamp: seconds });
  await expectBelieved('stripe', 'whsec_stripe', payload, { 'Stripe-Signature': header });
  const old = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_stripe', timestamp: seconds - 301 });
  expect(await proof('stripe', 'whsec_stripe', payload, { 'Stripe-Signature': old })).toMatchObject({ cause: 'stale' });
});

test.each(bodies)('GitHub: its package signs %j', async (body) => {
  const signature = await signGithub('a secret', body);
  await expectBelieved('github', 'a secret', body, { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': signature });
});

test.each(bodies)('Standard Webhooks: its package signs %j', async (body) => {
  const signature = new StandardWebhook(whsec).sign('msg_1', new Date(now), body);
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(seconds), 'webhook-signature': signature };
  expect(await proof('standard-webhooks', whsec, body, headers)).toEqual({ ok: true });
  expect(await proof('standard-webhooks', whsec, `${body} `, headers)).toMatchObject({ cause: 'wrong' });
  const other = `whsec_${Buffer.from('another secret of that size.').toString('base64')}`;
  expect(await proof('standard-webhooks', other, body, headers)).toMatchObject({ cause: 'wrong' });
});

test.each(bodies)('Svix: its package signs %j', async (body) => {
  const signature = new SvixWebhook(whsec).sign('msg_2', new Date(now), body);
  const headers = { 'svix-id': 'msg_2', 'svix-timestamp': String(seconds), 'svix-signature': `v1a,xyz ${signature}` };
  expect(await proof('standard-webhooks', whsec, body, headers)).toEqual({ ok: true });
  const moved = { ...headers, 'svix-id': 'msg_3' };
  expect(await proof('standard-webhooks', whsec, body, moved)).toMatchObject({ cause: 'wrong' });
});

test.each(bodies)('Shopify: its package believes what is signed as here, for %j', async (rawBody) => {
  await import('@shopify/shopify-api/adapters/node');
  const { ApiVersion, shopifyApi } = await import('@shopify/shopify-api');
  const shopify = shopifyApi({
    apiKey: 'key',
    apiSecretKey: 'a client secret',
    hostName: 'crier.example.com',
    apiVersion: ApiVersion.October25,
    isEmbeddedApp: false,
    logger: { level: 0 },
  });
  const headers = {
    'X-Shopify-Topic': 'orders/paid',
    'X-Shopify-Shop-Domain': 'frostvale.myshopify.com',
    'X-Shopify-API-Version': '2025-10',
    'X-Shopify-Webhook-Id': randomUUID(),
    'X-Shopify-Hmac-Sha256': createHmac('sha256', 'a client secret').update(rawBody).digest('base64'),
  };
  const rawRequest = { method: 'POST', url: '/in/main/shopify', headers };
  expect(await shopify.webhooks.validate({ rawBody, rawRequest })).toMatchObject({ valid: true });
  await expectBelieved('shopify', 'a client secret', rawBody, headers);
});

test('Standard Webhooks: a secret that is shown with the version before it counts', async () => {
  const signature = new StandardWebhook(whsec).sign('msg_1', new Date(now), '{}');
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(seconds), 'webhook-signature': signature };
  expect(await proof('standard-webhooks', `v1,${whsec}`, '{}', headers)).toEqual({ ok: true });
});
