import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventInputSchema } from '../../src/model/event.ts';
import { samples } from '../../src/samples/events.ts';
import { loadSources } from '../../src/service/load-sources.ts';
import { type Looked, startTestApp, type TestApp } from '../helpers/start-app.ts';

let crier: TestApp;
let types: Looked[];
beforeAll(async () => {
  crier = await startTestApp();
  types = (await crier.request('GET', '/v1/event-types')).body.data;
});
afterAll(() => crier.stop());

const named = (type: string) => types.find((one) => one.type === type);

test('every sample, and every type of every source, is in the catalogue', async () => {
  for (const type of samples.keys()) expect(named(type), type).toBeDefined();
  for (const [id, { events }] of await loadSources()) {
    for (const { type } of events) {
      if (/^[a-z0-9._-]+$/.test(type)) expect(named(type)?.sources, `${id} ${type}`).toContain(id);
    }
  }
  expect(new Set(types.map(({ type }) => type)).size).toBe(types.length);
});

test('a type says its category, severity, title, names with what counts in their place, platforms and an example', () => {
  expect(named('payment.completed')).toMatchObject({
    category: 'transactions',
    severity: 'info',
    names: expect.arrayContaining([
      expect.objectContaining({ label: 'Package', aliases: expect.arrayContaining(['data.package_name']) }),
    ]),
    sources: expect.arrayContaining(['tebex']),
  });
  expect(named('job.failed')).toMatchObject({ category: 'errors', severity: 'error', title: 'Job failed' });
  expect(named('quest.finished')).toMatchObject({ category: 'other', title: 'Quest finished' });
  expect(named('alert.firing')).toMatchObject({ category: 'errors' });
});

test('every example is accepted, and lands in the category that the catalogue tells', async () => {
  const examples = types.flatMap(({ sample }) => (sample === null ? [] : [sample]));
  expect(examples.length).toBeGreaterThan(60);
  for (const example of examples) expect(eventInputSchema.safeParse(example).error).toBeUndefined();
  const accepted = await crier.post(...examples);
  for (const [index, example] of examples.entries()) {
    const { body } = await crier.request('GET', `/v1/events/${accepted[index]?.id}`);
    expect(body.category, example.type).toBe(named(example.type).category);
  }
});

test('the page shows every type and every name', async () => {
  const { status, body } = await crier.request('GET', '/docs/events');
  expect(status).toBe(200);
  for (const { type, names } of types) {
    expect(body).toContain(`id="${type}"`);
    for (const { name } of names) expect(body).toContain(`<code>${name}</code>`);
  }
  expect(body).not.toMatch(/>undefined<|\[object/);
});
