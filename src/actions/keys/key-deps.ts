import type { Clock } from '../../lib/clock.ts';
import type { ApiKeyRegistry } from '../../registry/api-key-registry.ts';
import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the actions on API keys. */
export interface KeyDeps {
  store: Pick<Storage, 'putKey' | 'revokeKey' | 'touchKeys'>;
  directory: Directory;
  keys: ApiKeyRegistry;
  clock: Clock;
}
