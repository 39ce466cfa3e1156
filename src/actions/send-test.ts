import type { TestReport } from '../contract/test-report.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { newId } from '../lib/ids.ts';
import type { Activity } from '../model/activity.ts';
import type { Destination } from '../model/destination.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import { destinationName } from '../model/destination-name.ts';
import type { EventInput } from '../model/event.ts';
import type { Events } from '../model/storage/events.ts';
import { completeEvent } from '../pipeline/accept/complete-event.ts';
import { newEvent } from '../pipeline/accept/new-event.ts';
import { newTestId } from '../samples/test-id.ts';

/** A test that waits longer than this in its lane is answered as waiting. */
const patienceMs = 15_000;

/** The needs of a test message. */
export interface SendTestDeps {
  storage: Pick<Events, 'acceptEvents'>;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  activities: Emitter<Activity>;
  /** Lets a lane go on at once. */
  resume(destination: string): void;
}

/** The place of a test; `routeKey` undefined for an endpoint. */
export interface TestPlace {
  destination: Destination;
  routeKey?: string | undefined;
}

/**
 * Sends an event to one destination and its copies alone, through their lanes with all limits and all of the log, and
 * answers what the first attempt at the first of them came to; `waiting` where others are in front of it.
 */
export async function sendTest(
  deps: SendTestDeps,
  { destination, routeKey }: TestPlace,
  input: EventInput,
  copies: readonly TestPlace[] = [],
): Promise<TestReport> {
  const marked = { ...input, id: newTestId() };
  const event = completeEvent(marked, destination.store, deps.clock.now());
  const delivery = newId('dlv');
  const copiedTo = copies.flatMap((copy) => copy.routeKey ?? []);
  const base = { event: event.id, delivery, destination: destinationName(destination), route: routeKey, copiedTo };
  if (destination.state === 'broken') return { ...base, outcome: 'gone', reason: destination.stateReason };
  if (destination.state !== 'active') return { ...base, outcome: destination.state, reason: destination.stateReason };
  const obstacle = deps.kinds.get(destination.kind)?.obstacle?.();
  if (obstacle !== undefined) return { ...base, outcome: 'waiting', reason: obstacle };
  const first = firstAttempt(deps, delivery);
  const [accepted] = await deps.storage.acceptEvents([
    newEvent(event, marked, [
      { id: delivery, destination: destination.id, routeKey, status: 'pending' },
      ...copies.map((copy) => ({
        id: newId('dlv'),
        destination: copy.destination.id,
        routeKey: copy.routeKey,
        status: 'pending' as const,
      })),
    ]),
  ]);
  if (accepted !== undefined) deps.activities.emit({ kind: 'event.accepted', event, accepted });
  for (const { id } of [destination, ...copies.map((copy) => copy.destination)]) deps.resume(id);
  const record = await first;
  if (record === undefined) return { ...base, outcome: 'waiting', reason: 'others are in front of it in the lane' };
  const { outcome, reason, statusCode, messageUrl, latencyMs } = record;
  return { ...base, outcome, reason, statusCode, messageUrl, latencyMs };
}

type AttemptRecord = Extract<Activity, { kind: 'delivery.attempted' }>['record'];

function firstAttempt(
  deps: Pick<SendTestDeps, 'activities' | 'clock'>,
  delivery: string,
): Promise<AttemptRecord | undefined> {
  return new Promise((resolve) => {
    const end = (record: AttemptRecord | undefined) => {
      unsubscribe();
      cancel();
      resolve(record);
    };
    const cancel = deps.clock.after(patienceMs, () => end(undefined));
    const unsubscribe = deps.activities.subscribe((activity) => {
      if (activity.kind !== 'delivery.attempted') return;
      if (activity.record.items.some(({ deliveryId }) => deliveryId === delivery)) end(activity.record);
    });
  });
}
