import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express, { type Response } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventStreams, mostFollowers, mostUnsent, type Send } from '../../src/http/event-streams.ts';
import { CrierError } from '../../src/model/errors.ts';

const actor = (store: string) => ({ name: 'test', store, scopes: ['read'] as const });

let readers: { store: string; send: Send; hasEnded: boolean }[];
let streams: EventStreams;
let responses: Response[];
let stop: () => Promise<void>;
let port: number;

beforeEach(async () => {
  readers = [];
  responses = [];
  streams = new EventStreams(async ({ store }, send) => {
    const reader = { store, send, hasEnded: false };
    readers.push(reader);
    return () => {
      reader.hasEnded = true;
    };
  });
  const app = express();
  app.get('/:store', async (request, response) => {
    responses.push(response);
    try {
      await streams.follow(actor(request.params.store), response);
    } catch (error) {
      response.status(error instanceof CrierError && error.code === 'too_many_requests' ? 429 : 500).end();
    }
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
afterEach(() => stop());

/** Resolves when the service has seen that a follower is gone. */
function closeOf(response: Response | undefined): Promise<unknown> {
  if (response === undefined) throw new Error('nobody follows');
  return once(response, 'close');
}

/** A follower, once its stream has begun. */
async function follow(store: string) {
  const asking = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/${store}`, { signal: asking.signal });
  const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return { status: response.status, read: async () => (await lines?.read())?.value, end: () => asking.abort() };
}

test('all followers of a store share one reader, which ends after the last of them', async () => {
  const [one, two] = [await follow('main'), await follow('main')];
  await follow('second');
  expect(readers.map(({ store }) => store)).toEqual(['main', 'second']);
  expect([await one.read(), await two.read()]).toEqual([': listening\n\n', ': listening\n\n']);
  readers[0]?.send('sent', { id: 1 });
  const told = 'event: sent\ndata: {"id":1}\n\n';
  expect([await one.read(), await two.read()]).toEqual([told, told]);
  for (const [index, follower] of [one, two].entries()) {
    expect(readers[0]?.hasEnded).toBe(false);
    const closed = closeOf(responses[index]);
    follower.end();
    await closed;
  }
  await expect.poll(() => readers.map(({ hasEnded }) => hasEnded)).toEqual([true, false]);
  await follow('main');
  expect(readers).toHaveLength(3);
});

test('a store has so many followers and no more, and another store still has its own', async () => {
  const all: Awaited<ReturnType<typeof follow>>[] = [];
  for (let index = 0; index < mostFollowers; index += 1) all.push(await follow('main'));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await follow('main')).status).toBe(429);
  expect((await follow('second')).status).toBe(200);
  const closed = closeOf(responses[0]);
  all[0]?.end();
  await closed;
  expect((await follow('main')).status).toBe(200);
});

test('a follower that does not keep up is let go instead of filling the memory', async () => {
  const socket = connect(port, '127.0.0.1').pause();
  socket.write('GET /main HTTP/1.1\r\nHost: test\r\n\r\n');
  await expect.poll(() => responses[0]?.headersSent).toBe(true);
  const [response] = responses;
  const closed = closeOf(response);
  const text = 'x'.repeat(mostUnsent);
  let sent = 0;
  // What the system itself keeps for a connection is bounded too, by some megabytes.
  while (response?.destroyed === false && sent < 100) {
    readers[0]?.send('sent', text);
    sent += 1;
  }
  expect(sent).toBeLessThan(100);
  await closed;
  await expect.poll(() => readers[0]?.hasEnded).toBe(true);
  socket.destroy();
});
