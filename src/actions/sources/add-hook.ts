import { randomBytes } from 'node:crypto';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import { requireEnabled, requireHooks, requireNotProvisionedSource } from './require-source.ts';
import type { SourceDeps } from './source-deps.ts';

/** A webhook of a source: its sender posts to an address with its id, and its events are told by its name. */
export interface Hook {
  /** The made-up event id. */
  id: string;
  name: string;
  /** Its address behind the host. */
  path: string;
}

const mostHooks = 100;

/**
 * Makes a webhook of a source. From the first one on, the source knows no other ids.
 *
 * @throws CrierError `not_found`, `provisioned`, `invalid_source` for a source without webhooks of its own,
 *   `wrong_state` where the name is taken or there are too many.
 */
export async function addHook(
  deps: Pick<SourceDeps, 'sources' | 'registries' | 'clock'>,
  actor: Actor,
  source: string,
  name: string,
): Promise<Hook> {
  requireScope(actor, 'admin');
  const pathOf = requireHooks(deps, source);
  const before = requireEnabled(deps, actor, source);
  requireNotProvisionedSource(before);
  const { hooks = {} } = before;
  const names = Object.values(hooks);
  if (names.includes(name))
    throw new CrierError('wrong_state', `The source ${source} has a webhook "${name}" already.`);
  if (names.length >= mostHooks) throw new CrierError('wrong_state', `A source has at most ${mostHooks} webhooks.`);
  const id = randomBytes(6).toString('hex');
  const audit = auditOf(actor, deps.clock.now(), 'add-hook', `source ${source}`, `${id} ${name}`);
  await deps.registries.sources.put({ ...before, hooks: { ...hooks, [id]: name } }, audit);
  return { id, name, path: pathOf(actor.store, id) };
}
