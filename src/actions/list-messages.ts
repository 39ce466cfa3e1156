import type { Actor } from '../model/api-key.ts';
import type { SentMessage } from '../model/storage/reports.ts';
import type { ActionDeps } from './action-deps.ts';
import { requireScope } from './require-scope.ts';

/** The last messages that were delivered for the actor's store, newest first. */
export function listMessages(deps: Pick<ActionDeps, 'store'>, actor: Actor, limit: number): Promise<SentMessage[]> {
  requireScope(actor, 'read');
  return deps.store.listMessages(actor.store, limit);
}
