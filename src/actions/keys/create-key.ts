import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import type { Actor, ApiKey } from '../../model/api-key.ts';
import { hashKey } from '../../registry/api-key-registry.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { KeyDeps } from './key-deps.ts';

/** The part to recognise a key by; the other 26 of its 32 random bytes stay unknown. */
const shownCharacters = 'crier_'.length + 6;

/**
 * Makes an API key. `secret` is told this once; only its hash is kept.
 *
 * @throws CrierError `forbidden` for the scope `installation`, where the actor does not hold it.
 */
export async function createKey(
  deps: Pick<KeyDeps, 'registries' | 'clock'>,
  actor: Actor,
  wanted: Pick<ApiKey, 'name' | 'scopes' | 'categories' | 'application'>,
): Promise<{ key: ApiKey; secret: string }> {
  requireScope(actor, 'admin');
  if (wanted.scopes.includes('installation')) requireScope(actor, 'installation');
  const secret = `crier_${randomBytes(32).toString('base64url')}`;
  const key: ApiKey = {
    id: newId('key'),
    store: actor.store,
    name: wanted.name,
    prefix: secret.slice(0, shownCharacters),
    scopes: wanted.scopes,
    categories: wanted.categories,
    application: wanted.application,
    createdAt: deps.clock.now(),
  };
  const kept = { ...key, hash: hashKey(secret) };
  await deps.registries.apiKeys.put(kept, auditOf(actor, key.createdAt, 'create-key', `key ${key.prefix}…`, key.name));
  return { key, secret };
}
