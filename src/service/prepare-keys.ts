import { createKey } from '../actions/keys/create-key.ts';
import type { KeyDeps } from '../actions/keys/key-deps.ts';
import { provisionApiKey } from '../registry/provision/provision-api-key.ts';

/**
 * Brings the API key of the settings into the registry; an earlier one of the settings is revoked.
 *
 * @param apiKey as CRIER_API_KEY says it. Secret.
 * @returns the first key of the store `main`, made where it had none. Secret.
 */
export async function prepareKeys(
  apiKey: string | undefined,
  deps: Pick<KeyDeps, 'registries' | 'clock'>,
): Promise<string | undefined> {
  const { apiKeys } = deps.registries;
  await provisionApiKey(apiKey, apiKeys, deps.clock.now());
  if (apiKeys.hasActive('main')) return undefined;
  const scopes = ['admin', 'installation'] as const;
  const actor = { name: 'first start', store: 'main', scopes };
  return (await createKey(deps, actor, { name: 'first key', scopes })).secret;
}
