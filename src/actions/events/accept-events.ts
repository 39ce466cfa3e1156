import type { Actor } from '../../model/api-key.ts';
import type { EventInput } from '../../model/event.ts';
import type { AcceptedEvent } from '../../model/storage/events.ts';
import type { EventDeps } from './event-deps.ts';

/**
 * Takes events in: all or none. When it resolves, they have reached the disk.
 *
 * @throws CrierError `forbidden` without the scope `ingest` or for another category; `idempotency_conflict` where an
 *   id is known with another body.
 */
export function acceptEvents(
  deps: Pick<EventDeps, 'accept'>,
  actor: Actor,
  inputs: readonly EventInput[],
): Promise<AcceptedEvent[]> {
  return deps.accept(actor, inputs);
}
