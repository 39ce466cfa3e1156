import { newId } from '../../lib/ids.ts';
import type { KeyRecord } from '../../model/storage/registry-rows.ts';
import { type ApiKeyRegistry, hashKey } from '../api-key-registry.ts';

/** The store that the environment's key belongs to. */
const store = 'main';

/** The variable that the key stands in. */
const provisionedBy = 'CRIER_API_KEY';

/**
 * Keeps the key of the environment, and revokes the ones that stood there before.
 *
 * @param secret the key; undefined: the environment has none. Secret.
 * @param now epoch milliseconds.
 */
export async function provisionApiKey(secret: string | undefined, apiKeys: ApiKeyRegistry, now: number): Promise<void> {
  const hash = secret === undefined ? undefined : hashKey(secret);
  const isValid = ({ revokedAt }: KeyRecord) => revokedAt === undefined;
  for (const key of apiKeys.all().filter(isValid)) {
    if (key.provisionedBy !== undefined && key.hash !== hash) await apiKeys.remove(key.store, key.id);
  }
  if (secret === undefined || hash === undefined) return;
  if (apiKeys.all().some((key) => key.hash === hash && isValid(key))) return;
  await apiKeys.put({
    id: newId('key'),
    store,
    name: provisionedBy,
    prefix: secret.slice(0, Math.min(10, Math.floor(secret.length / 3))),
    hash,
    scopes: ['admin', 'installation'],
    createdAt: now,
    provisionedBy,
  });
}
