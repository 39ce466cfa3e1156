import { type Actor, may } from '../../model/api-key.ts';
import { requireScope } from '../require-scope.ts';
import { writePass } from './pass.ts';
import type { PreviewDeps } from './preview-deps.ts';

/** Long enough for a terminal that stays open; a link in an old log or picture opens nothing. */
const validMs = 7 * 86_400_000;

/**
 * A link that opens the preview: of the actor's store, or of any where the actor holds the scope `installation`. That of
 * an API key ends with the key.
 *
 * @returns `token` for the address `/preview?token=…`. Secret.
 */
export function createPreviewLink(deps: PreviewDeps, actor: Actor): { token: string; expiresAt: number } {
  requireScope(actor, 'read');
  const expiresAt = deps.clock.now() + validMs;
  const store = may(actor, 'installation') ? undefined : actor.store;
  const key =
    actor.countedAs === undefined ? undefined : deps.registries.apiKeys.find(actor.store, actor.countedAs)?.id;
  return { token: writePass(deps, 'link', { store, key, expiresAt }), expiresAt };
}
