import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Storage } from '../model/storage/storage.ts';
import { noteRunning, noteStopped } from './recall-sends.ts';

/** The time within which sends in flight are finished and recorded. */
export const lanesStopMs = 10_000;

export interface RunLanesDeps {
  lanes: { start(): Promise<void>; stop(withinMs: number, clock: Clock): Promise<boolean> };
  storage: Pick<Storage, 'setMeta'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}

/** Starts the lanes; from now on a process that ends without `stopLanes` has crashed. */
export async function startLanes(deps: RunLanesDeps): Promise<object> {
  await noteRunning(deps.storage);
  try {
    await deps.lanes.start();
    return {};
  } catch (error) {
    await stopLanes(deps);
    throw error;
  }
}

/** Stops the lanes. Only where every send is recorded does the next start have nothing to guess. */
export async function stopLanes({ lanes, storage, clock, log }: RunLanesDeps): Promise<void> {
  if (await lanes.stop(lanesStopMs, clock)) return noteStopped(storage);
  log.warn({}, 'stopped before every answer came; what is open is sent again at the next start');
}
