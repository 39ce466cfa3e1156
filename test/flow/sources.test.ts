import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { allSamples } from '../sources/_samples.ts';

// Every sample of every platform, from its address to Discord.

let discord: FakeDiscord;
let crier: TestApp;

beforeAll(async () => {
  discord = await startFakeDiscord({ webhookLimit: null, channelLimit: null, globalLimit: null });
  const secrets = new Map<string, Set<string>>();
  for (const { source, scheme } of allSamples)
    secrets.set(source, (secrets.get(source) ?? new Set()).add(scheme.secret));
  crier = await startTestApp({
    routes: { default: discord.addWebhook().url },
    settings: { discord: { apiBase: discord.apiBase, channelLimit: undefined, globalLimit: undefined } },
    sources: [...secrets].map(([source, all]) => ({
      source,
      secrets: [...all],
      provisionedBy: 'test',
    })),
  });
});
afterAll(async () => {
  await crier.stop();
  await discord.stop();
});

async function deliver({ source, request }: (typeof allSamples)[number]) {
  const query = new URLSearchParams(
    Object.entries(request.query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const response = await fetch(`${crier.url}/in/main/${source}?${query}`, {
    method: 'POST',
    headers: Object.fromEntries(headers),
    body: new Uint8Array(request.body),
  });
  const text = await response.text();
  return { status: response.status, text };
}

const waiting = async () => (await crier.request('GET', '/v1/deliveries?status=pending')).body.data.length;

test('every sample is rendered as a message that Discord takes', async () => {
  const { body } = await crier.request('GET', '/v1/sources');
  for (const { id, samples } of body.data) {
    for (const sample of samples) {
      const answer = await crier.request('POST', `/v1/sources/${id}/test`, { sample });
      expect(answer.status, `${id}/${sample}`).toBe(200);
    }
  }
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
  expect((await crier.request('GET', '/v1/deliveries?status=failed')).body.data).toEqual([]);
  expect(discord.violations).toEqual([]);
  expect(discord.pings).toEqual([]);
  const messages = JSON.stringify(discord.messages().map((message) => message.body));
  for (const contact of ['@example.com', '@frostvale.example', '203.0.113.', '1 Example Street', '97205', 'whsec_'])
    expect(messages).not.toContain(contact);
});

/** What signs a time would have to be sent at that time; what needs PayPal's certificate would have to reach PayPal. */
const timeless = allSamples.filter(({ scheme, source }) => scheme.signedAt === undefined && source !== 'paypal');
/** Nothing in these says that they are the same again. */
const keyless = new Set(['slack-format', 'discord-format', 'mssgs', 'botghost', 'loki', 'fivemanage']);

test.each(timeless)('$source/$name: posted by its platform, twice, is stored once', async (sample) => {
  const first = await deliver(sample);
  expect(first.status, first.text).toBeLessThan(300);
  const again = await deliver(sample);
  expect(again.status).toBe(first.status);
  // The answer names the events.
  const hasKey = !keyless.has(sample.source) && sample.name !== 'ticket-status';
  if (hasKey) expect(again.text).toBe(first.text);
});

test.each([
  ['github', 'push'],
  ['sentry', 'issue.created'],
  ['patreon', 'members.pledge.create'],
  ['shopify', 'orders-paid'],
  ['alertmanager', 'firing'],
  ['unifi-protect', 'person'],
  ['mygadgetrepairs', 'invoice-paid'],
])('%s is recognised at the address of the store alone', async (source, name) => {
  const sample = allSamples.find((one) => one.source === source && one.name === name);
  const response = await fetch(`${crier.url}/in/main`, {
    method: 'POST',
    headers: Object.entries(sample?.request.headers ?? {}).map(([key, value]): [string, string] => [key, value ?? '']),
    body: new Uint8Array(sample?.request.body ?? []),
  });
  expect(response.status).toBe(200);
});

test('no secret of a platform is in the log, in any answer, or in any byte that is kept', async () => {
  const secrets = ['whsec_test_secret', 'd2hzZWNfdGVzdF9zZWNyZXQ'];
  const holds = (text: string) => secrets.filter((secret) => text.includes(secret));
  const answers = await Promise.all(
    ['/v1/sources', '/v1/deliveries?limit=200', '/v1/sources/kofi', '/v1/sources/github/refused'].map((path) =>
      crier.request('GET', path),
    ),
  );
  for (const { body } of answers) expect(holds(JSON.stringify(body))).toEqual([]);
  expect(holds(crier.log.join(''))).toEqual([]);
  for (const file of readdirSync(crier.dir, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) expect(holds(readFileSync(join(file.parentPath, file.name), 'latin1')), file.name).toEqual([]);
  }
});
