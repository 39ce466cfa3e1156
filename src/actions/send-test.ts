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
import { newTestId } from '../model/test-event.ts';
import { completeEvent } from '../pipeline/accept/complete-event.ts';
import { newEvent } from '../pipeline/accept/new-event.ts';

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

/**
 * Sends an event to one destination alone, through its lane with all limits and all of the log, and answers what the
 * first attempt came to; `waiting` where others are in front of it.
 */
export async function sendTest(
  deps: SendTestDeps,
  destination: Destination,
  input: EventInput,
  routeKey?: string | undefined,
): Promise<TestReport> {
  const marked = { ...input, id: newTestId() };
  const event = completeEvent(marked, destination.store, deps.clock.now());
  const delivery = newId('dlv');
  const base = { event: event.id, delivery, destination: destinationName(destination), route: routeKey };
  if (destination.state === 'broken') return { ...base, outcome: 'gone', reason: destination.stateReason };
  if (destination.state !== 'active') return { ...base, outcome: destination.state, reason: destination.stateReason };
  const obstacle = deps.kinds.get(destination.kind)?.obstacle?.();
  if (obstacle !== undefined) return { ...base, outcome: 'waiting', reason: obstacle };
  const first = firstAttempt(deps, delivery);
  const [accepted] = await deps.storage.acceptEvents([
    newEvent(event, marked, [{ id: delivery, destination: destination.id, routeKey, status: 'pending' }]),
  ]);
  if (accepted !== undefined) deps.activities.emit({ kind: 'event.accepted', event, accepted });
  deps.resume(destination.id);
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
