import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure } from '../helpers/fake-discord.ts';
import { createWorld, type World } from './_world.ts';

const patienceMs = 12_000;

let world: World;
let address: string;
beforeEach(async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook().url }));
  const { body } = await world.crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'status' });
  address = `${world.crier.url}${new URL(body.url).pathname}`;
});
afterEach(() => world.stop());

async function send(method: string, path: string, body?: unknown) {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
}

/** Lets time pass until an answer has come. */
async function answerOf<T>(answer: Promise<T>): Promise<T> {
  let isThere = false;
  void answer.finally(() => {
    isThere = true;
  });
  await world.until(() => isThere);
  return answer;
}

const arrived = (content: string) => world.discord.messages().find(({ body }) => body['content'] === content);
const statusOf = async () => (await world.crier.request('GET', '/v1/deliveries')).body.data[0].status;

/** A message that is answered while Discord is down, and the rule that keeps it down. */
async function waiting(body: unknown, query = '?wait=true') {
  const rule = world.discord.fail({ with: failure.serverError() });
  const answer = await answerOf(send('POST', query, body));
  expect(answer.status).toBe(200);
  return { rule, id: answer.body.id, answer };
}

test('a message that still waits is read by the id that it was answered with, and edited once it has arrived', async () => {
  const { rule, id } = await waiting({ content: 'Server: starting', embeds: [{ title: 'Status' }] });
  expect(await send('GET', `/messages/${id}`)).toMatchObject({
    status: 200,
    body: { id, content: 'Server: starting' },
  });
  const edited = send('PATCH', `/messages/${id}`, { content: 'Server: up' });
  rule.clear();
  expect(await answerOf(edited)).toMatchObject({ status: 200, body: { content: 'Server: up' } });
  expect(arrived('Server: up')?.body['embeds']).toMatchObject([{ title: 'Status' }]);
  expect(await send('GET', `/messages/${id}`)).toMatchObject({ status: 200, body: { content: 'Server: up' } });
});

test('an edit that cannot be made yet is told to come again, as Discord tells it', async () => {
  const { rule, id } = await waiting({ content: 'Server: starting' });
  const late = await answerOf(send('PATCH', `/messages/${id}`, { content: 'Server: up' }));
  expect(late).toMatchObject({ status: 429, body: { retry_after: 5, global: false } });
  expect(late.headers.get('retry-after')).toBe('5');
  rule.clear();
  await world.until(() => arrived('Server: starting') !== undefined);
  expect(await send('PATCH', `/messages/${id}`, { content: 'Server: up' })).toMatchObject({ status: 200 });
  expect(arrived('Server: up')).toBeDefined();
});

test('a message that is deleted while it waits is never sent', async () => {
  const { rule, id } = await waiting({ content: 'Never mind' });
  expect(await answerOf(send('DELETE', `/messages/${id}`))).toMatchObject({ status: 204 });
  expect(await statusOf()).toBe('cancelled');
  rule.clear();
  await world.clock.advance(3_600_000);
  await world.settle();
  expect(world.discord.messages()).toEqual([]);
  expect(await send('GET', `/messages/${id}`)).toMatchObject({ status: 404, body: { code: 10_008 } });
});

test('another webhook does not reach a message that waits', async () => {
  const { id } = await waiting({ content: 'Mine' });
  const { body } = await world.crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'other' });
  const other = `${world.crier.url}${new URL(body.url).pathname}/messages/${id}`;
  expect((await fetch(other)).status).toBe(404);
});

test('a file that waits is answered with an attachment that clients can read', async () => {
  const form = new FormData();
  form.set('files[0]', new File(['picture'], 'screen shot.jpg', { type: 'image/jpeg' }));
  world.discord.fail({ with: failure.serverError() });
  const response = await answerOf(fetch(address, { method: 'POST', body: form }));
  expect(response.status).toBe(200);
  expect(await response.json()).toHaveProperty('attachments', [
    {
      id: '0',
      filename: 'screen shot.jpg',
      size: 7,
      content_type: 'image/jpeg',
      url: 'attachment://screen%20shot.jpg',
      proxy_url: 'attachment://screen%20shot.jpg',
    },
  ]);
});

test('a sender of a file waits no longer than for others, whatever Discord does', async () => {
  const before = world.clock.now();
  await waiting({ content: 'x' });
  expect(world.clock.now() - before).toBeLessThanOrEqual(patienceMs + 1_000);
});

test('what is deleted while it waits is taken from all its places, copies of the route too', async () => {
  const url = world.discord.addWebhook().url;
  await answerOf(world.crier.request('PUT', '/v1/routes/staff.*', { webhook: url }));
  await world.crier.request('PATCH', '/v1/routes/default', { copies: ['staff.*'] });
  const { id } = await waiting({ content: 'Never mind' });
  expect((await answerOf(send('DELETE', `/messages/${id}`))).status).toBe(204);
  const { body } = await world.crier.request('GET', '/v1/deliveries');
  expect(body.data.map(({ status }: { status: string }) => status)).toEqual(['cancelled', 'cancelled']);
});

test('a message that may have arrived and is held for a person is answered as one that waits: nobody is to repeat it', async () => {
  const url = world.discord.addWebhook().url;
  await answerOf(world.crier.request('PUT', '/v1/routes/errors', { webhook: url, on_uncertain: 'hold' }));
  world.discord.fail({ method: 'POST', times: 1, with: failure.cutAfter });
  const answer = await answerOf(send('POST', '?wait=true', { content: 'Once' }));
  expect(answer.status).toBe(200);
  expect(await statusOf()).toBe('held');
});
