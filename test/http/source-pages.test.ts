import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSources } from '../../src/service/load-sources.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const sources = await loadSources();
let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({ settings: { publicUrl: 'https://crier.example.com' } });
});
afterAll(() => crier.stop());

test('the overview links to a page for every platform', async () => {
  const { body } = await crier.request('GET', '/docs/sources');
  for (const id of sources.keys()) expect(body).toContain(`href="/docs/sources/${id}"`);
});

test.each([...sources.keys()])('%s: its page shows the address, the steps and the events', async (id) => {
  const { status, body } = await crier.request('GET', `/docs/sources/${id}`);
  expect(status).toBe(200);
  expect(body).toContain(`https://crier.example.com/in/main/${id}`);
  expect(body).toContain(`source add ${id}`);
  expect(body).not.toMatch(/undefined|\[object|\{url\}/);
  for (const { type } of sources.get(id)?.events ?? [])
    expect(body).toContain(type.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
});

test('an unknown one is guessed', async () => {
  const { status, body } = await crier.request('GET', '/docs/sources/tebx');
  expect(status).toBe(404);
  expect(body.detail).toContain('Did you mean "tebex"?');
});

test.each([
  ['tebex', 'What it sends twice is told once.'],
  ['slack-format', 'Nothing in it says that it was sent before: what it sends twice is told twice.'],
])('the page of %s says what becomes of an event that is sent twice: %s', async (id, words) => {
  const { body } = await crier.request('GET', `/docs/sources/${id}`);
  expect(body).toContain(words);
});
