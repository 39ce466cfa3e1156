import type { Clock } from '../../lib/clock.ts';
import type { ApiKeyRegistry } from '../../registry/api-key-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions on API keys. */
export interface KeyDeps {
  registries: { stores: StoreRegistry; apiKeys: ApiKeyRegistry };
  clock: Clock;
}
