import { expect, test } from 'vitest';
import { hashKey } from '../../../src/registry/api-key-registry.ts';
import { provisionApiKey } from '../../../src/registry/provision/provision-api-key.ts';
import { openRegistries } from '../../helpers/registries.ts';

test('the key of the environment is kept once, and shown by its beginning alone', async () => {
  const { registries, another, clock } = await openRegistries();
  await provisionApiKey('a-secret-of-the-environment', registries.apiKeys, clock.now());
  const { apiKeys } = await another();
  await provisionApiKey('a-secret-of-the-environment', apiKeys, clock.now());
  expect(apiKeys.list('main')).toMatchObject([
    { name: 'CRIER_API_KEY', prefix: 'a-secret-', scopes: ['admin', 'installation'], provisionedBy: 'CRIER_API_KEY' },
  ]);
  expect(apiKeys.actorOf('a-secret-of-the-environment', 'main')).toMatchObject({
    store: 'main',
    scopes: ['admin', 'installation'],
  });
});

test('a new one ends the old one, and so does none; keys that were made while running stay', async () => {
  const { registries, another, clock } = await openRegistries();
  const own = { id: 'key_own', store: 'main', name: 'own', prefix: 'own', scopes: ['read' as const], createdAt: 1 };
  await registries.apiKeys.put({ ...own, hash: hashKey('own') });
  await provisionApiKey('old', registries.apiKeys, clock.now());
  const { apiKeys } = await another();
  const lets = (...secrets: string[]) => secrets.map((secret) => apiKeys.actorOf(secret, 'main') !== undefined);
  await provisionApiKey('new', apiKeys, clock.now());
  expect(lets('own', 'old', 'new')).toEqual([true, false, true]);
  await provisionApiKey(undefined, apiKeys, clock.now());
  expect(lets('own', 'old', 'new')).toEqual([true, false, false]);
  expect(apiKeys.hasActive('main')).toBe(true);
});
