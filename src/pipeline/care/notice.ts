import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import { newId } from '../../lib/ids.ts';
import type { Activity } from '../../model/activity.ts';
import type { Destination } from '../../model/destination.ts';
import type { EventInput } from '../../model/event.ts';
import type { Events } from '../../model/storage/events.ts';
import type { Registries } from '../../registry/registries.ts';
import { completeEvent } from '../accept/complete-event.ts';
import { newEvent } from '../accept/new-event.ts';

export interface NoticeDeps {
  storage: Pick<Events, 'acceptEvents'>;
  registries: Pick<Registries, 'routes' | 'destinations'>;
  clock: Clock;
  activities: Emitter<Activity>;
  wake(destination: string): void;
}

/** The news of a destination. */
export interface Notice {
  /** Such as `crier.destination_broken`. */
  type: string;
  title: string;
  description: string;
  reason: string;
  /** The next step for a person. */
  cure?: string;
}

/** Tells a store's default destination what has become of another one; nobody where there is none. */
export async function sendNotice(deps: NoticeDeps, about: Destination, notice: Notice): Promise<void> {
  const leading = deps.registries.routes.list(about.store).filter(({ destination }) => destination === about.id);
  await tellDefault(deps, about.store, notice, {
    exceptTo: about.id,
    data: {
      destination: about.name ?? about.label,
      ...(leading.length > 0 && { routes: leading.map(({ key }) => key) }),
    },
  });
}

/**
 * Tells a store's default destination something.
 *
 * @param options.exceptTo a destination that is not told.
 * @returns false where there is nobody to tell.
 */
export async function tellDefault(
  deps: NoticeDeps,
  store: string,
  notice: Notice,
  { exceptTo, data }: { exceptTo?: string; data: Readonly<Record<string, unknown>> },
): Promise<boolean> {
  const { routes, destinations } = deps.registries;
  const fallback = routes.find(store, 'default');
  const to = fallback?.destination === undefined ? undefined : destinations.find(fallback.destination);
  if (to === undefined || to.id === exceptTo || to.state === 'broken') return false;
  const { reason, cure, ...words } = notice;
  const input: EventInput = {
    ...words,
    category: 'errors',
    severity: 'error',
    data: { ...data, reason, ...(cure && { cure }) },
  };
  const event = completeEvent(input, store, deps.clock.now());
  const delivery = { id: newId('dlv'), destination: to.id, routeKey: 'default', status: 'pending' as const };
  const [accepted] = await deps.storage.acceptEvents([newEvent(event, input, [delivery])]);
  if (accepted !== undefined) deps.activities.emit({ kind: 'event.accepted', event, accepted });
  deps.wake(to.id);
  return true;
}
