import type { Clock } from '../../lib/clock.ts';
import type { KeyRows } from '../../model/storage/registry-rows.ts';
import type { ApiKeyRegistry } from '../../registry/api-key-registry.ts';
import type { Directory } from '../../registry/directory.ts';

/** The needs of the actions on API keys. */
export interface KeyDeps {
  store: Pick<KeyRows, 'putKey' | 'revokeKey' | 'touchKeys'>;
  directory: Directory;
  keys: ApiKeyRegistry;
  clock: Clock;
}
