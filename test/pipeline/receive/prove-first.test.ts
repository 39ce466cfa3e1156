import { expect, test } from 'vitest';
import type { SourceTools } from '../../../src/model/source.ts';
import { proveFirst } from '../../../src/pipeline/receive/prove-first.ts';
import { mainStore, openRegistries } from '../../helpers/registries.ts';
import { aRequest, aSource } from './_source.ts';

const tools: SourceTools = { certificate: () => Promise.reject(new Error('no certificate is asked for')) };

async function start() {
  const { registries } = await openRegistries();
  await registries.stores.put({ ...mainStore, id: 'workshop', currency: 'USD' });
  const source = aSource('tebex');
  for (const store of ['main', 'workshop']) {
    await registries.sources.put({ store, source: 'tebex', secrets: [`secret of ${store}`], category: 'gifting' });
  }
  const candidates = registries.sources.allOf('tebex').map((enabled) => ({ source, enabled }));
  return (request = aRequest()) => proveFirst(candidates, request, { registries, tools });
}

test('the candidate whose secret fits is the one, with the settings of its store', async () => {
  const prove = await start();
  const { enabled, settings, proof } = await prove(aRequest({ secret: 'secret of workshop' }));
  expect(proof).toEqual({ ok: true });
  expect(enabled.store).toBe('workshop');
  expect(settings).toEqual({ secrets: ['secret of workshop'], category: 'gifting', currency: 'USD' });
});

test('where none fits, the first one says why', async () => {
  const prove = await start();
  expect(await prove()).toMatchObject({ enabled: { store: 'main' }, proof: { ok: false, cause: 'missing' } });
});

test('the address may say the category', async () => {
  const prove = await start();
  const { settings } = await prove(aRequest({ query: { category: 'errors' } }));
  expect(settings.category).toBe('errors');
  await expect(prove(aRequest({ query: { category: 'sales' } }))).rejects.toMatchObject({
    code: 'invalid_request',
    message: 'The address says category=sales, which is none.',
    errors: [{ path: 'category' }],
  });
});
