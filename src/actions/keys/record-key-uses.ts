import type { KeyDeps } from './key-deps.ts';

/** Writes down when keys were last used, since the last call. */
export async function recordKeyUses(deps: Pick<KeyDeps, 'keys' | 'store'>): Promise<void> {
  const uses = deps.keys.takeUses();
  if (Object.keys(uses).length > 0) await deps.store.touchKeys(uses);
}
