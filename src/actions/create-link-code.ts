import { createHash } from 'node:crypto';
import { newShortCode } from '../lib/short-code.ts';
import type { Actor } from '../model/api-key.ts';
import { type ActionDeps, auditOf } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** Long enough to open Discord and type it. */
const validMs = 10 * 60_000;

/** Makes a code that links a Discord server to the actor's store once. It is told this once; only its hash is kept. */
export async function createLinkCode(
  deps: Pick<ActionDeps, 'store' | 'clock'>,
  actor: Actor,
): Promise<{ code: string; expiresAt: number }> {
  requireScope(actor, 'admin');
  const code = newShortCode();
  const now = deps.clock.now();
  const expiresAt = now + validMs;
  const audit = auditOf(actor, now, 'create-link-code', `store ${actor.store}`);
  await deps.store.putLinkCode({ hash: hashLinkCode(code), store: actor.store, expiresAt }, now, audit);
  return { code, expiresAt };
}

/** A code as it is kept. */
export function hashLinkCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
