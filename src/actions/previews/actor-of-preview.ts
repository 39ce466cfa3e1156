import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { readPass } from './pass.ts';
import type { PreviewDeps } from './preview-deps.ts';

/**
 * The actor who looks at the preview with a session; undefined where the session is wrong or has expired.
 *
 * @param wanted the store to be looked at, where the session opens any; default: `main`.
 * @throws CrierError `not_found` where there is no such store.
 */
export function actorOfPreview(deps: PreviewDeps, session: string, wanted: string | undefined): Actor | undefined {
  const pass = readPass(deps, 'session', session);
  if (pass === undefined) return undefined;
  const store = pass.store ?? wanted ?? 'main';
  if (deps.registries.stores.find(store) === undefined) {
    throw new CrierError('not_found', `There is no store "${store}".`);
  }
  return { name: 'preview', store, scopes: ['read'] };
}
