import type { Clock } from '../../lib/clock.ts';
import type { ApiKeyRegistry } from '../../registry/api-key-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the actions that let somebody look at the preview. */
export interface PreviewDeps {
  registries: { stores: StoreRegistry; apiKeys: Pick<ApiKeyRegistry, 'find' | 'all'> };
  /** A signature that nobody can make without the secret key; always the same for the same text. */
  signPreview(text: string): string;
  clock: Clock;
}
