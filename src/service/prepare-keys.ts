import type { ActionDeps } from '../actions/action-deps.ts';
import { createKey } from '../actions/create-key.ts';
import { newId } from '../lib/ids.ts';
import type { ApiKey } from '../model/api-key.ts';
import type { Storage } from '../model/storage/storage.ts';
import { hashKey } from '../registry/api-key-registry.ts';

export interface PrepareKeysDeps extends Pick<ActionDeps, 'keys' | 'clock'> {
  store: ActionDeps['store'] & Pick<Storage, 'listKeys'>;
}

type KeptKey = ApiKey & { hash: string };

/**
 * Brings the kept keys into the registry, and that of the settings into both; an earlier one of the settings is
 * revoked.
 *
 * @param apiKey as CRIER_API_KEY says it. Secret.
 * @returns the first key of the store `main`, made where it had none. Secret.
 */
export async function prepareKeys(apiKey: string | undefined, deps: PrepareKeysDeps): Promise<string | undefined> {
  const kept = await deps.store.listKeys();
  for (const key of kept) deps.keys.put(key);
  const hash = apiKey === undefined ? undefined : hashKey(apiKey);
  const isActive = ({ revokedAt }: KeptKey) => revokedAt === undefined;
  for (const key of kept.filter(isActive)) {
    if (key.provisionedBy !== undefined && key.hash !== hash) await revoke(key, deps);
  }
  if (apiKey !== undefined && hash !== undefined) {
    if (!kept.some((key) => key.hash === hash && isActive(key))) await provision(apiKey, hash, deps);
    return undefined;
  }
  if (deps.keys.hasActive('main')) return undefined;
  const actor = { name: 'first start', store: 'main', scopes: ['admin'] as const };
  return (await createKey(deps, actor, { name: 'first key', scopes: ['admin'] })).secret;
}

async function revoke(key: KeptKey, { store, keys, clock }: PrepareKeysDeps): Promise<void> {
  const revokedAt = clock.now();
  await store.revokeKey(key.id, revokedAt);
  keys.put({ ...key, revokedAt });
}

async function provision(apiKey: string, hash: string, { store, keys, clock }: PrepareKeysDeps): Promise<void> {
  const key: KeptKey = {
    id: newId('key'),
    store: 'main',
    name: 'CRIER_API_KEY',
    prefix: apiKey.slice(0, Math.min(10, Math.floor(apiKey.length / 3))),
    hash,
    scopes: ['admin'],
    createdAt: clock.now(),
    provisionedBy: 'CRIER_API_KEY',
  };
  await store.putKey(key);
  keys.put(key);
}
