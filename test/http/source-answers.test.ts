import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendAnswer } from '../../src/http/intake/receive-source.ts';
import type { SourceAnswer } from '../../src/model/source.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { allSamples, loadSources } from '../sources/_samples.ts';

// An answer says what it is: clients that are strict about types read no JSON under text/html.

const sources = await loadSources();
const json = 'application/json; charset=utf-8';
const text = 'text/plain; charset=utf-8';
const problem = 'application/problem+json; charset=utf-8';

let crier: TestApp;
let server: Server;
let answer: SourceAnswer = { status: 200 };
beforeAll(async () => {
  const all = [...sources.keys()].map((source) => ({ source, secrets: ['12345678'], provisionedBy: 'test' }));
  crier = await startTestApp({ sources: all });
  const app = express();
  app.use((_request, response) => sendAnswer(response, answer));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(async () => {
  server.close();
  await crier.stop();
});

async function typeOf(given: SourceAnswer): Promise<string | null> {
  answer = given;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return (await fetch(`http://127.0.0.1:${address.port}/`)).headers.get('content-type');
}

function expected({ body }: SourceAnswer): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? text : json;
}

test('every answer that a source gives is JSON, text or empty, and labelled so', async () => {
  for (const { source, request, settings } of allSamples) {
    const given = sources.get(source)?.translate(request, settings).answer;
    if (given !== undefined) expect(await typeOf(given), source).toBe(expected(given));
  }
});

test.each([...sources.keys()])('%s: a request that is not believed is told so as JSON', async (source) => {
  const response = await fetch(`${crier.url}/in/main/${source}`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(401);
  const own = sources.get(source)?.refuse !== undefined;
  expect(response.headers.get('content-type')).toBe(own ? json : problem);
  await response.json();
});

test('an answer of ours is JSON too', async () => {
  const response = await fetch(`${crier.url}/in/main/slack-format?secret=12345678`, {
    method: 'POST',
    body: '{"text":"x"}',
  });
  expect([response.headers.get('content-type'), await response.text()]).toEqual([text, 'ok']);
  const loki = await fetch(`${crier.url}/in/main/loki?secret=12345678`, { method: 'POST', body: '{"streams":[]}' });
  expect([loki.status, loki.headers.get('content-type')]).toEqual([204, null]);
  const events = await fetch(`${crier.url}/in/main/cloudevents?secret=12345678`, {
    method: 'POST',
    body: '{"specversion":"1.0","type":"x.y","id":"1","source":"s"}',
  });
  expect(events.headers.get('content-type')).toBe(json);
  expect(await events.json()).toMatchObject({ status: 'accepted' });
});
