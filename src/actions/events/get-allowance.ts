import type { Actor } from '../../model/api-key.ts';
import type { Allowance } from '../../pipeline/accept/intake-limit.ts';
import { requireScope } from '../require-scope.ts';
import type { EventDeps } from './event-deps.ts';

/** The limit of what an actor posts, with what is left of it; undefined where there is none. */
export function getAllowance(deps: Pick<EventDeps, 'allowanceOf'>, actor: Actor): Allowance | undefined {
  requireScope(actor, 'ingest');
  return deps.allowanceOf(actor);
}
