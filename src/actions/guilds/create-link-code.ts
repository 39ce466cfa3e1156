import { newShortCode } from '../../lib/short-code.ts';
import type { Actor } from '../../model/api-key.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { GuildDeps } from './guild-deps.ts';
import { hashLinkCode } from './hash-link-code.ts';

/** The life of a code, long enough to open Discord and type it. */
const validMs = 10 * 60_000;

/** Makes a code that links a Discord server to the actor's store once. It is told this once; only its hash is kept. */
export async function createLinkCode(
  deps: Pick<GuildDeps, 'storage' | 'clock'>,
  actor: Actor,
): Promise<{ code: string; expiresAt: number }> {
  requireScope(actor, 'admin');
  const code = newShortCode();
  const now = deps.clock.now();
  const expiresAt = now + validMs;
  const audit = auditOf(actor, now, 'create-link-code', `store ${actor.store}`);
  await deps.storage.putLinkCode({ hash: hashLinkCode(code), store: actor.store, expiresAt }, now, audit);
  return { code, expiresAt };
}
