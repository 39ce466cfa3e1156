import type { Destination } from '../../model/destination.ts';
import type { DestinationKind, LaneItem } from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import type { Rendered } from '../../model/message.ts';
import type { OmittablePart, Outcome } from '../../model/outcome.ts';
import type { LaneRow } from '../../model/storage/lanes.ts';
import type { Store } from '../../model/store.ts';
import { type Decision, decide } from './decide.ts';
import type { LaneDeps } from './lane.ts';
import { toRecord } from './to-record.ts';

export interface AttemptOptions {
  deps: Pick<LaneDeps, 'storage' | 'registries' | 'health' | 'clock' | 'random' | 'onAttempt' | 'onLimit' | 'onGone'>;
  kind: DestinationKind;
  destination: Destination;
  store: Store;
  /** The deliveries to send, in order; as many of the first as fit into one message are. */
  rows: readonly LaneRow[];
  /** The parts to leave out; what this attempt shows to be refused is added. */
  omit: Set<OmittablePart>;
  /**
   * Told that what the attempt came to could not be written down, so many times now; waits, and answers whether to
   * write it down again. Default: never. A message that was sent must not be sent again because a disk is full.
   */
  onUnrecorded?(error: unknown, failures: number): Promise<boolean>;
  /** Called as soon as the attempt is in the database, before anybody else hears of it. */
  onRecorded?(attempted: Attempted): void;
}

export interface Attempted {
  /** The deliveries that were in the message. */
  items: readonly LaneItem[];
  outcome: Outcome;
  decision: Decision;
}

/**
 * One attempt, in lanes of every order: render, send, decide, record, tell. It uses up what the limiter has reserved.
 *
 * @throws where it cannot be rendered or recorded, or where one that is told of it fails.
 */
export async function attempt(options: AttemptOptions): Promise<void> {
  const { deps, kind, destination, omit } = options;
  // As it is now: a resume may empty the set while the request is under way.
  const omitted = new Set(omit);
  const { items, rendered } = prepare(options);
  if (destination.onUncertain === 'hold') await mark(items, options);
  const startedAt = deps.clock.monotonic();
  const outcome = endsAmending(await kind.send(rendered, destination), omitted);
  const latencyMs = deps.clock.monotonic() - startedAt;
  const at = deps.clock.now();
  const deliveries = items.map(({ delivery }) => delivery);
  const decision = decide(outcome, deliveries, destination, at, deps.random());
  const record = toRecord({ destination, kind, outcome, rendered, decision, at, latencyMs });
  await write(() => deps.storage.recordAttempts(record), options);
  if (decision.omit !== undefined) omit.add(decision.omit);
  options.onRecorded?.({ items, outcome, decision });
  deps.onAttempt(destination, record, items, outcome.kind === 'delivered' ? outcome.message : undefined);
  if (outcome.kind === 'delivered' && outcome.limit !== undefined) await deps.onLimit(destination, outcome.limit);
  if (outcome.kind === 'gone') await write(() => deps.onGone(destination, outcome.reason), options);
}

/** Notes what is about to be sent. Where that cannot be, it is not sent, and the reservation is given back. */
async function mark(items: readonly LaneItem[], { deps, kind, destination }: AttemptOptions): Promise<void> {
  const ids = items.map(({ delivery }) => delivery.id);
  try {
    await deps.storage.markInFlight(destination.id, ids);
  } catch (error) {
    kind.limiter.leave(destination);
    deps.health.noteFailed(error);
    throw error;
  }
}

/** @throws where it cannot be written down and nobody wants to wait, or another process has the lane. */
async function write(run: () => Promise<void>, { deps: { health }, onUnrecorded }: AttemptOptions): Promise<void> {
  for (let failures = 1; ; failures += 1) {
    try {
      await run();
      return health.noteWritten();
    } catch (error) {
      const isLost = error instanceof CrierError && error.code === 'lease_lost';
      if (isLost) health.noteWritten();
      else health.noteFailed(error);
      if (isLost || !(await onUnrecorded?.(error, failures))) throw error;
    }
  }
}

/** A message that is not wanted for a part that was not in it is refused: without that it would be sent for ever. */
function endsAmending(outcome: Outcome, omitted: ReadonlySet<OmittablePart>): Outcome {
  if (outcome.kind !== 'amend' || !omitted.has(outcome.omit)) return outcome;
  const { omit: _, ...answer } = outcome;
  return { ...answer, kind: 'refused' };
}

/** The message and what is in it. Where there can be none, the reservation is given back. */
function prepare({ deps, kind, destination, store, rows, omit }: AttemptOptions): {
  items: readonly LaneItem[];
  rendered: Rendered;
} {
  try {
    const candidates = rows.map((row) => toItem(row, deps.registries));
    const rendered = kind.render(candidates, { store, omit }, destination);
    return { items: candidates.slice(0, rendered.count), rendered };
  } catch (error) {
    kind.limiter.leave(destination);
    throw error;
  }
}

/** A delivery with its event read and the route that chose its destination, as it is now. */
export function toItem({ delivery, event }: LaneRow, { routes }: LaneDeps['registries']): LaneItem {
  const parsed: Event = JSON.parse(event);
  const route = delivery.routeKey === undefined ? undefined : routes.find(delivery.store, delivery.routeKey);
  return { delivery, event: parsed, route };
}
