import { readPass, writePass } from './pass.ts';
import type { PreviewDeps } from './preview-deps.ts';

const sessionMs = 30 * 86_400_000;

/** The session that the token of a link begins; undefined where the token is wrong or has expired. Secret. */
export function openPreviewLink(deps: PreviewDeps, token: string): { session: string; lastsMs: number } | undefined {
  const pass = readPass(deps, 'link', token);
  if (pass === undefined) return undefined;
  const expiresAt = deps.clock.now() + sessionMs;
  return { session: writePass(deps, 'session', { ...pass, expiresAt }), lastsMs: sessionMs };
}
