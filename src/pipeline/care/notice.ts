import type { Clock } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { Signal } from '../../lib/signal.ts';
import type { Activity } from '../../model/activity.ts';
import type { Destination } from '../../model/destination.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { EventInput } from '../../model/event.ts';
import type { AcceptedEvent, NewEvent } from '../../model/storage/events.ts';
import type { Directory } from '../../registry/directory.ts';
import { completeEvent, toNewEvent } from '../accept.ts';

export interface TellDeps {
  store: { acceptEvents(events: readonly NewEvent[]): Promise<AcceptedEvent[]> };
  directory: Directory;
  clock: Clock;
  live: Signal<Activity>;
  wake(destination: string): void;
}

export interface News {
  /** Such as `crier.destination_broken`. */
  type: string;
  title: string;
  description: string;
  reason: string;
  /** What a person does about it. */
  cure?: string | undefined;
}

/** Tells a store's default destination what has become of another one; nobody where there is none. */
export async function tellDefault(deps: TellDeps, about: Destination, news: News): Promise<void> {
  const routes = [...deps.directory.routes(about.store).values()];
  const fallback = routes.find(({ key }) => key === 'default');
  const to = fallback && deps.directory.destination(fallback.destination);
  if (to === undefined || to.id === about.id || to.state === 'broken') return;
  const keys = routes.filter(({ destination }) => destination === about.id).map(({ key }) => key);
  const { reason, cure, ...words } = news;
  const input: EventInput = {
    ...words,
    category: 'errors',
    severity: 'error',
    data: {
      destination: destinationName(about),
      ...(keys.length > 0 && { routes: keys }),
      reason,
      ...(cure && { cure }),
    },
  };
  const event = completeEvent(input, about.store, deps.clock.now());
  const delivery = { id: newId('dlv'), destination: to.id, routeKey: 'default', status: 'pending' as const };
  const [accepted] = await deps.store.acceptEvents([toNewEvent(event, input, [delivery])]);
  if (accepted !== undefined) deps.live.emit({ kind: 'event.accepted', event, accepted });
  deps.wake(to.id);
}
