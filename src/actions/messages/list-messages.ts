import type { Actor } from '../../model/api-key.ts';
import type { ShownDestination } from '../../model/destination.ts';
import type { SentMessage } from '../../model/storage/reports.ts';
import { destinationOf } from '../deliveries/destination-of.ts';
import { requireScope } from '../require-scope.ts';
import type { MessageDeps } from './message-deps.ts';

/** A message that was sent, with its destination as it is now. */
export interface MessageReport {
  message: SentMessage;
  destination: ShownDestination | undefined;
}

/**
 * The last messages that were delivered for the actor's store, newest first.
 *
 * @param after the id of a message: only later ones.
 */
export async function listMessages(
  deps: MessageDeps,
  actor: Actor,
  limit: number,
  after?: string,
): Promise<MessageReport[]> {
  requireScope(actor, 'read');
  const messages = await deps.storage.listMessages(actor.store, limit, after);
  return messages.map((message) => ({ message, destination: destinationOf(deps, message) }));
}
