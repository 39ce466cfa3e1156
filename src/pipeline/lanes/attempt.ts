import type { Destination } from '../../model/destination.ts';
import type { DestinationKind, LaneItem } from '../../model/destination-kind.ts';
import { CrierError } from '../../model/errors.ts';
import type { Event } from '../../model/event.ts';
import type { Rendered } from '../../model/message.ts';
import type { OmittablePart, Outcome } from '../../model/outcome.ts';
import type { AttemptRecord } from '../../model/storage/attempt-record.ts';
import type { LaneRow } from '../../model/storage/lanes.ts';
import type { Store } from '../../model/store.ts';
import { withInherited } from '../route.ts';
import { type Decision, decide } from './decide.ts';
import type { LaneDeps } from './lane.ts';

export interface AttemptOptions {
  deps: Pick<LaneDeps, 'storage' | 'registries' | 'clock' | 'random' | 'onAttempt' | 'onLimit' | 'onGone'>;
  kind: DestinationKind;
  destination: Destination;
  store: Store;
  /** The deliveries to send, in order; as many of the first as fit into one message are. */
  rows: readonly LaneRow[];
  /** The parts to leave out; what this attempt shows to be refused is added. */
  omit: Set<OmittablePart>;
  /**
   * Told that the attempt could not be written down; waits, and answers whether to write it down again. Default: never.
   * A message that was sent must not be sent again because a disk is full.
   */
  onUnrecorded?(error: unknown): Promise<boolean>;
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
  const startedAt = deps.clock.monotonic();
  const outcome = endsAmending(await kind.send(rendered, destination), omitted);
  const latencyMs = deps.clock.monotonic() - startedAt;
  const at = deps.clock.now();
  const deliveries = items.map(({ delivery }) => delivery);
  const decision = decide(outcome, deliveries, destination, at, deps.random());
  const record = toRecord({ destination, kind, outcome, rendered, decision, at, latencyMs });
  await keep(record, options);
  if (decision.omit !== undefined) omit.add(decision.omit);
  options.onRecorded?.({ items, outcome, decision });
  deps.onAttempt(destination, record, items);
  if (outcome.kind === 'delivered' && outcome.limit !== undefined) await deps.onLimit(destination, outcome.limit);
  if (outcome.kind === 'gone') await deps.onGone(destination, outcome.reason);
}

/** @throws where it cannot be written down and nobody wants to wait, or another process has the lane. */
async function keep(record: AttemptRecord, options: AttemptOptions): Promise<void> {
  for (;;) {
    try {
      return await options.deps.storage.recordAttempts(record);
    } catch (error) {
      const isLost = error instanceof CrierError && error.code === 'lease_lost';
      if (isLost || !(await options.onUnrecorded?.(error))) throw error;
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
function toItem({ delivery, event }: LaneRow, { routes }: LaneDeps['registries']): LaneItem {
  const parsed: Event = JSON.parse(event);
  const route = delivery.routeKey === undefined ? undefined : routes.find(delivery.store, delivery.routeKey);
  if (route === undefined || route.destination !== undefined) return { delivery, event: parsed, route };
  return { delivery, event: parsed, route: withInherited(route, parsed, routes.byKey(delivery.store)) };
}

/** A message that never reached anybody tells nothing in the log. */
const keptOutcomes: readonly Outcome['kind'][] = ['delivered', 'refused', 'uncertain', 'amend'];

/** One request as it is written down. */
function toRecord(made: {
  destination: Destination;
  kind: Pick<DestinationKind, 'format'>;
  outcome: Outcome;
  rendered: Rendered;
  decision: Decision;
  /** Epoch milliseconds. */
  at: number;
  latencyMs: number;
}): AttemptRecord {
  const { destination, kind, outcome, rendered, decision, at, latencyMs } = made;
  const isDelivered = outcome.kind === 'delivered';
  return {
    destination: destination.id,
    at,
    latencyMs,
    outcome: outcome.kind,
    statusCode: outcome.statusCode,
    code: isDelivered ? undefined : outcome.code,
    reason: isDelivered ? undefined : outcome.reason,
    scope: outcome.kind === 'rate_limited' ? outcome.scope : undefined,
    messageId: isDelivered ? outcome.messageId : undefined,
    messageUrl: isDelivered ? outcome.messageUrl : undefined,
    message: keptOutcomes.includes(outcome.kind) ? JSON.stringify(rendered.body) : undefined,
    format: kind.format,
    items: decision.items,
  };
}
