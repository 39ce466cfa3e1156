import { newId } from '../lib/ids.ts';
import type { Actor } from '../model/api-key.ts';
import { type Category, categories, categoryOf } from '../model/category.ts';
import type { EventInput } from '../model/event.ts';
import type { Live } from '../model/live.ts';
import { completeEvent, toNewEvent } from '../pipeline/accept.ts';
import type { ActionDeps } from './action-deps.ts';
import { noRoute } from './list-routes.ts';
import { requireScope } from './require-scope.ts';

/** A test that waits longer than this in its lane is answered as waiting. */
const patienceMs = 15_000;

export interface TestReport {
  event: string;
  delivery: string;
  destination: string;
  outcome: string;
  reason?: string | undefined;
  statusCode?: number | undefined;
  messageUrl?: string | undefined;
  latencyMs?: number | undefined;
}

/**
 * Sends a test message through a route's lane, with all limits and all of the log, and answers what its first attempt
 * came to; `waiting` where others are in front of it.
 *
 * @throws CrierError `not_found`.
 */
export async function testRoute(
  deps: Pick<ActionDeps, 'store' | 'directory' | 'clock' | 'live' | 'resume'>,
  actor: Actor,
  key: string,
): Promise<TestReport> {
  requireScope(actor, 'admin');
  const route = deps.directory.routes(actor.store).get(key);
  const destination = route && deps.directory.destination(route.destination);
  if (route === undefined || destination === undefined) throw noRoute(deps, actor, key);
  const input: EventInput = {
    type: 'crier.test',
    category: categoryOfKey(key),
    severity: 'info',
    description: `This is how messages of the route "${key}" arrive.`,
    data: { route: key, asked_by: actor.name },
  };
  const event = completeEvent(input, actor.store, deps.clock.now());
  const delivery = newId('dlv');
  const base = { event: event.id, delivery, destination: destination.facts.name ?? destination.label };
  if (destination.state === 'broken') {
    return { ...base, outcome: 'gone', reason: destination.brokenReason };
  }
  const first = firstAttempt(deps, delivery);
  const [accepted] = await deps.store.acceptEvents([
    toNewEvent(event, input, [{ id: delivery, destination: destination.id, routeKey: key, status: 'pending' }]),
  ]);
  if (accepted !== undefined) deps.live.emit({ kind: 'event.accepted', event, accepted });
  deps.resume(destination.id);
  const record = await first;
  if (record === undefined) return { ...base, outcome: 'waiting', reason: 'others are in front of it in the lane' };
  const { outcome, reason, statusCode, messageUrl, latencyMs } = record;
  return { ...base, outcome, reason, statusCode, messageUrl, latencyMs };
}

type Record = Extract<Live, { kind: 'delivery.attempted' }>['record'];

function firstAttempt(deps: Pick<ActionDeps, 'live' | 'clock'>, delivery: string): Promise<Record | undefined> {
  return new Promise((resolve) => {
    const end = (record: Record | undefined) => {
      unsubscribe();
      cancel();
      resolve(record);
    };
    const cancel = deps.clock.after(patienceMs, () => end(undefined));
    const unsubscribe = deps.live.subscribe((told) => {
      if (told.kind !== 'delivery.attempted') return;
      if (told.record.items.some(({ deliveryId }) => deliveryId === delivery)) end(told.record);
    });
  });
}

function categoryOfKey(key: string): Category {
  return categories.find((category) => category === key) ?? categoryOf(key.replace('*', 'test')) ?? 'processing';
}
