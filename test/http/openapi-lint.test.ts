import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectralCore from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropIns } from '../../src/http/intake/receive-source.ts';
import { type Looked, startTestApp, type TestApp } from '../helpers/start-app.ts';

// The document as those who make clients and pages from it check it.

let crier: TestApp;
let text: string;
let openapi: Looked;
beforeAll(async () => {
  crier = await startTestApp({ settings: { publicUrl: 'https://crier.frostvale.net' } });
  openapi = (await crier.request('GET', '/openapi.json')).body;
  text = JSON.stringify(openapi);
});
afterAll(() => crier.stop());

test('Redocly finds no error', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: text, config });
  const told = problems.map(({ severity, ruleId, message, location }) => ({
    severity,
    ruleId,
    message,
    at: location.map(({ pointer }) => pointer),
  }));
  expect(told.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('Spectral finds no error', async () => {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset({ extends: [oas] } as never);
  const found = await spectral.run(text);
  const told = found.map(({ severity, code, message, path }) => ({ severity, code, message, at: path.join('/') }));
  expect(told.filter(({ severity }) => severity === 0)).toEqual([]);
});

/** Every operation, those of addresses and those of requests that Crier makes. */
function operations() {
  const items = [...Object.entries(openapi.paths), ...Object.entries(openapi.webhooks)];
  return items.flatMap(([path, item]) =>
    Object.entries<Looked>(item as object).map(([method, operation]) => ({ path, method, operation })),
  );
}

test('every operation shows what it takes and what it answers, and stands under a tag that is described', () => {
  const bare: string[] = [];
  const tags = openapi.tags.map(({ name }: { name: string }) => name);
  for (const { path, method, operation } of operations()) {
    const name = `${method} ${path}`;
    expect(tags, name).toContain(operation.tags[0]);
    const bodies = [operation.requestBody, ...Object.values(operation.responses)];
    for (const body of bodies) {
      for (const [type, media] of Object.entries<Looked>(Object(body).content ?? {})) {
        if (media.example === undefined && media.examples === undefined) bare.push(`${name} ${type}`);
      }
    }
    for (const { name: parameter, schema, in: place } of operation.parameters ?? []) {
      if (place === 'path' && schema.examples === undefined) bare.push(`${name} ${parameter}`);
    }
  }
  expect(bare).toEqual([]);
});

test('every address at which a platform or the sender of another service posts is there', () => {
  for (const address of ['/in/:store', '/in/:store/:source', ...Object.keys(dropIns), '/api/webhooks/:id/:token']) {
    expect(Object.keys(openapi.paths)).toContain(address.replace(/:(\w+)/g, '{$1}'));
  }
});

test('the document says where it is served, and how requests to endpoints are signed', () => {
  expect(openapi.servers).toEqual([{ url: 'https://crier.frostvale.net', description: 'This Crier' }]);
  const { requestBody, parameters } = openapi.webhooks.event.post;
  const headers = parameters.map(({ name }: { name: string }) => name);
  expect(headers).toEqual(expect.arrayContaining(['webhook-id', 'webhook-timestamp', 'webhook-signature']));
  expect(requestBody.content['application/json'].example).toMatchObject({ type: expect.any(String), store: 'main' });
});
