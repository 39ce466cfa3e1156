import { createKey } from './actions/keys/create-key.ts';
import type { KeyDeps } from './actions/keys/key-deps.ts';
import { newId } from './lib/ids.ts';
import { hashKey } from './registry/api-key-registry.ts';
import type { Settings } from './settings/settings.ts';
import type { Storage } from './store/storage.ts';

/** Loads the keys; answers the first one where the `main` store had none. */
export async function prepareKeys(
  settings: Settings,
  deps: Pick<KeyDeps, 'store' | 'keys' | 'clock'>,
  store: Storage,
): Promise<string | undefined> {
  for (const key of await store.listKeys()) deps.keys.put(key);
  const { apiKey } = settings;
  const hash = apiKey === undefined ? undefined : hashKey(apiKey);
  const known = await store.listKeys();
  for (const key of known) {
    if (key.provisionedBy === undefined || key.hash === hash || key.revokedAt !== undefined) continue;
    const now = deps.clock.now();
    await store.revokeKey(key.id, now);
    deps.keys.put({ ...key, revokedAt: now });
  }
  if (apiKey !== undefined && hash !== undefined) {
    if (known.some((key) => key.hash === hash && key.revokedAt === undefined)) return undefined;
    const key = {
      id: newId('key'),
      store: 'main',
      name: 'CRIER_API_KEY',
      prefix: apiKey.slice(0, Math.min(10, Math.floor(apiKey.length / 3))),
      hash,
      scopes: ['admin'] as const,
      createdAt: deps.clock.now(),
      provisionedBy: 'CRIER_API_KEY',
    };
    await store.putKey(key);
    deps.keys.put(key);
    return undefined;
  }
  if (deps.keys.hasActive('main')) return undefined;
  const actor = { name: 'first start', store: 'main', scopes: ['admin'] as const };
  const { secret } = await createKey(deps, actor, { name: 'first key', scopes: ['admin'] });
  return secret;
}
