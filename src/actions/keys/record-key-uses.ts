import type { KeyDeps } from './key-deps.ts';

/** Writes down when keys were last used, since the last call. */
export function recordKeyUses(deps: Pick<KeyDeps, 'registries'>): Promise<void> {
  return deps.registries.apiKeys.recordUses();
}
