import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpPost, timeoutMs } from '../../src/outbound/post.ts';
import { deliver, payment, receiver, tcpServer } from '../destinations/http/_world.ts';
import { FakeClock } from '../helpers/fake-clock.ts';

const unsigned = { signature: 'none' };

/** Answers so, and nothing else. */
const answering =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (_: unknown, response: ServerResponse) =>
    response.writeHead(status, headers).end(body);

describe('an answer', () => {
  test.each([
    [200, {}, 'ok', { kind: 'delivered', statusCode: 200 }],
    [201, {}, '', { kind: 'delivered', statusCode: 201 }],
    [204, {}, '', { kind: 'delivered', statusCode: 204 }],
    [299, {}, 'no JSON', { kind: 'delivered', statusCode: 299 }],
    [400, {}, '{"error": "no\r\n  such field"}', { reason: 'it answered 400: {"error": "no such field"}' }],
    [401, {}, '', { kind: 'retry', statusCode: 401, reason: 'it answered 401' }],
    [404, {}, 'Not Found', { kind: 'retry', statusCode: 404, reason: 'it answered 404: Not Found' }],
    [410, {}, '', { kind: 'gone', statusCode: 410, reason: 'it answered 410: it wants no more events' }],
    [429, { 'Retry-After': '7' }, '', { kind: 'retry', statusCode: 429, afterMs: 7_000 }],
    [429, { 'Retry-After': 'Thu, 01 Jan 2026 00:01:00 GMT' }, '', { kind: 'retry', afterMs: 60_000 }],
    [429, { 'Retry-After': '9999999' }, '', { kind: 'retry', afterMs: 86_400_000 }],
    [429, { 'Retry-After': '-7' }, '', { kind: 'retry', afterMs: undefined }],
    [429, {}, 'slow down', { kind: 'retry', reason: 'it answered 429: slow down', afterMs: undefined }],
    [500, {}, 'oops', { kind: 'retry', statusCode: 500, reason: 'it answered 500: oops', afterMs: undefined }],
    [503, { 'Retry-After': '120' }, '', { kind: 'retry', statusCode: 503, afterMs: 120_000 }],
    [599, {}, '', { kind: 'retry', statusCode: 599 }],
  ])('of %i with %j and %j means so', async (status, headers, body, expected) => {
    await using server = await receiver(answering(status, headers, body));
    const { outcome, limitUse } = await deliver({ ...unsigned, url: server.url });
    expect(outcome).toMatchObject(expected);
    expect(server.received).toHaveLength(1);
    expect(limitUse).toMatchObject({ used: 0, text: '0 of 10 at once' });
  });

  test('is quoted in short and without what deceives the eye', async () => {
    await using server = await receiver(answering(500, {}, `a\u0000\u202Eb\u200B\n${'word '.repeat(1_000)}`));
    const { outcome } = await deliver({ ...unsigned, url: server.url });
    const reason = 'reason' in outcome ? outcome.reason : '';
    expect(reason).toMatch(/^it answered 500: ab word word .*…$/);
    expect(reason.length).toBeLessThan(330);
  });
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) is not followed: the other server sees nothing',
  async (status) => {
    await using other = await receiver();
    await using server = await receiver(answering(status, { location: other.url }));
    const { outcome } = await deliver({ ...unsigned, url: server.url });
    expect(outcome).toMatchObject({
      kind: 'retry',
      statusCode: status,
      reason: `it answered ${status} (to ${other.url}): redirects are not followed, give the address they lead to`,
    });
    expect([server.received.length, other.received.length]).toEqual([1, 0]);
  },
);

describe('a post', () => {
  let clock: FakeClock;
  let post: HttpPost;

  beforeEach(() => {
    clock = new FakeClock();
    post = new HttpPost(clock, ['127.0.0.1', 'localhost']);
  });

  afterEach(async () => {
    expect(post.inFlight).toBe(0);
    expect(clock.pending).toBe(0);
    await post.close();
  });

  test('reads 16 KiB of an answer and hangs up on the rest', async () => {
    const hungUp = Promise.withResolvers<void>();
    await using server = await receiver((_, response) => {
      response.on('close', hungUp.resolve);
      const more = () => {
        while (!response.closed && response.write('x'.repeat(1_000)));
      };
      response.writeHead(500).on('drain', more);
      more();
    });
    const posted = await post.post(server.url, {}, '{}');
    expect(posted).toMatchObject({ kind: 'answered', status: 500, body: 'x'.repeat(16 * 1_024) });
    await hungUp.promise;
  });

  test('reads an answer of just so much whole', async () => {
    await using server = await receiver(answering(200, {}, 'y'.repeat(16 * 1_024 - 1)));
    expect(await post.post(server.url, {}, '{}')).toMatchObject({ body: 'y'.repeat(16 * 1_024 - 1) });
  });

  test('gives up after 5 s on a server that never answers', async () => {
    const got = Promise.withResolvers<void>();
    const hungUp = Promise.withResolvers<void>();
    await using server = await receiver((request) => {
      request.socket.on('close', () => hungUp.resolve());
      got.resolve();
    });
    const posted = post.post(server.url, {}, '{}');
    await got.promise;
    expect(post.inFlight).toBe(1);
    expect(clock.nextTimer()).toBe(timeoutMs);
    clock.advance(timeoutMs);
    expect(await posted).toEqual({ kind: 'no answer', reason: 'no answer within 5 s' });
    await hungUp.promise;
  });

  test('waits for 5 s, not less', async () => {
    const got = Promise.withResolvers<ServerResponse>();
    await using server = await receiver((_, response) => got.resolve(response));
    const posted = post.post(server.url, {}, '{}');
    const response = await got.promise;
    clock.advance(timeoutMs - 1);
    response.writeHead(200).end('late');
    expect(await posted).toMatchObject({ kind: 'answered', status: 200, body: 'late' });
  });

  test('takes the status for the answer where the body never ends', async () => {
    const begun = Promise.withResolvers<void>();
    const onHeaders = () => begun.resolve();
    subscribe('undici:request:headers', onHeaders);
    await using server = await receiver((_, response) => response.writeHead(500).flushHeaders());
    const posted = post.post(server.url, {}, '{}');
    await begun.promise;
    unsubscribe('undici:request:headers', onHeaders);
    clock.advance(timeoutMs);
    expect(await posted).toMatchObject({ kind: 'answered', status: 500, body: '' });
  });

  test.each([
    ['says nothing', ''],
    ['breaks off within the head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['answers with a head that never ends', `HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(1_000)}\r\n`.repeat(100)}`],
  ])('cannot tell what became of it where the server %s and hangs up', async (_, says) => {
    await using server = await tcpServer((socket) => socket.once('data', () => socket.end(says)));
    expect(await post.post(server.url, {}, '{}')).toEqual({
      kind: 'no answer',
      reason: expect.stringMatching(/^the connection broke before an answer came \((?:[A-Z_]+|unknown)\)$/),
    });
    expect(server.connections).toBe(1);
  });

  test('keeps the answer of a server that breaks off within the body', async () => {
    const answer = 'HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nbegun';
    await using server = await tcpServer((socket) => socket.once('data', () => socket.end(answer)));
    expect(await post.post(server.url, {}, '{}')).toMatchObject({ kind: 'answered', status: 500, body: 'begun' });
  });

  test('knows that nothing left where nobody listens', async () => {
    const { port } = await tcpServer(() => undefined).then(async (server) => {
      await server[Symbol.asyncDispose]();
      return server;
    });
    expect(await post.post(`http://127.0.0.1:${port}/secret?key=1`, {}, '{}')).toEqual({
      kind: 'not sent',
      reason: `127.0.0.1:${port} cannot be reached (ECONNREFUSED)`,
    });
  });

  test('has its own connection for each that is under way, and reuses it afterwards', async () => {
    const waiting: ServerResponse[] = [];
    const all = Promise.withResolvers<void>();
    await using server = await receiver((_, response) => {
      waiting.push(response);
      if (waiting.length === 12) all.resolve();
      if (waiting.length > 12) response.writeHead(200).end();
    });
    const posts = Array.from({ length: 12 }, (_, n) => post.post(server.url, {}, String(n)));
    await all.promise;
    expect(post.inFlight).toBe(12);
    for (const response of waiting) response.writeHead(200).end();
    expect((await Promise.all(posts)).map(({ kind }) => kind)).toEqual(Array(12).fill('answered'));
    expect(await post.post(server.url, {}, '12')).toMatchObject({ kind: 'answered' });
    const bodies = server.received.map(({ body }) => Number(body)).sort((a, b) => a - b);
    expect(bodies).toEqual(Array.from({ length: 13 }, (_, n) => n));
  });
});

test('a server that hangs up leaves the outcome open, and the place free', async () => {
  await using server = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
  const { outcome, limitUse } = await deliver({ ...unsigned, url: server.url }, { event: payment });
  expect(outcome).toMatchObject({ kind: 'uncertain', reason: expect.stringContaining('the connection broke') });
  expect(limitUse.used).toBe(0);
});
