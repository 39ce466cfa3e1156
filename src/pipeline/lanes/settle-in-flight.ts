import type { DestinationKind } from '../../model/destination-kind.ts';
import type { Outcome } from '../../model/outcome.ts';
import { toItem } from './attempt.ts';
import { decide } from './decide.ts';
import type { LaneDeps } from './lane.ts';
import { toRecord } from './to-record.ts';

const outcome: Outcome = {
  kind: 'uncertain',
  reason: 'Crier ended while it was being sent, and nobody saw the answer',
};

/** Decides on the deliveries that an earlier process was sending when it ended: each may have arrived, or not. */
export async function settleInFlight(
  lane: string,
  kinds: ReadonlyMap<string, Pick<DestinationKind, 'format'>>,
  deps: Pick<LaneDeps, 'storage' | 'registries' | 'clock' | 'random' | 'onAttempt'>,
): Promise<void> {
  const items = (await deps.storage.listInFlight(lane)).map((row) => toItem(row, deps.registries));
  const destination = deps.registries.destinations.find(lane);
  const kind = destination && kinds.get(destination.kind);
  if (items.length === 0 || destination === undefined || kind === undefined) return;
  const deliveries = items.map(({ delivery }) => delivery);
  const at = deps.clock.now();
  const decision = decide(outcome, deliveries, destination, at, deps.random());
  const record = toRecord({ destination, kind, outcome, rendered: undefined, decision, at, latencyMs: 0 });
  await deps.storage.recordAttempts(record);
  deps.onAttempt(destination, record, items);
}
