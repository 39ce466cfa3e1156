import type { ActionDeps } from './actions/action-deps.ts';
import { createKey } from './actions/create-key.ts';
import { provisionApiKey } from './registry/provision/provision-api-key.ts';
import type { Settings } from './settings/settings.ts';

/** Keeps the key of the environment; answers the first one where the `main` store had none. Secret. */
export async function prepareKeys(settings: Settings, deps: ActionDeps): Promise<string | undefined> {
  const { apiKeys } = deps.registries;
  await provisionApiKey(settings.apiKey, apiKeys, deps.clock.now());
  if (apiKeys.hasActive('main')) return undefined;
  const actor = { name: 'first start', store: 'main', scopes: ['admin'] as const };
  const { secret } = await createKey(deps, actor, { name: 'first key', scopes: ['admin'] });
  return secret;
}
