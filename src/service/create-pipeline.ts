import type { Clock } from '../lib/clock.ts';
import { createEmitter, type Emitter } from '../lib/emitter.ts';
import type { Log } from '../lib/log.ts';
import type { Activity } from '../model/activity.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import { destinationName } from '../model/destination-name.ts';
import type { OpenStorage } from '../model/storage/storage.ts';
import { createCertificates } from '../outbound/certificates.ts';
import { type Accept, createAccept } from '../pipeline/accept/accept.ts';
import { createIntakeLimit } from '../pipeline/accept/intake-limit.ts';
import { createBreakDestination } from '../pipeline/care/break-destination.ts';
import { Check } from '../pipeline/care/check.ts';
import { Pauses } from '../pipeline/care/pauses.ts';
import { StorageHealth } from '../pipeline/care/storage-health.ts';
import { createTellDeadLetters } from '../pipeline/care/tell-dead-letters.ts';
import { tellRefused } from '../pipeline/care/tell-refused.ts';
import { createWatchFailing } from '../pipeline/care/watch-failing.ts';
import { Lanes } from '../pipeline/lanes/lanes.ts';
import { createReceive } from '../pipeline/receive/receive.ts';
import { reroute } from '../pipeline/reroute.ts';
import type { Settings } from '../settings/settings.ts';
import type { Configured } from './start-registries.ts';

export interface PipelineDeps extends Configured {
  settings: Pick<Settings, 'intakeLimit' | 'discord'>;
  secretKey: Buffer;
  storage: OpenStorage;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  random(): number;
  log: Pick<Log, 'error'>;
}

export type Pipeline = ReturnType<typeof createPipeline>;

/**
 * The way of an event from a sender to its destinations, and what watches over these; nothing of it runs yet. Whatever
 * gives a lane something to do emits it, and the lanes hear it.
 */
export function createPipeline(deps: PipelineDeps) {
  const { storage, registries, kinds, clock, log } = deps;
  const activities = createEmitter<Activity>((error) => log.error({ err: error }, 'a listener of the activity failed'));
  const waiting = createEmitter<string>();
  const mended = createEmitter<string>();
  const shared = { storage, registries, kinds, clock, activities, wake: waiting.emit };

  const storageHealth = new StorageHealth({ clock, probe: () => storage.probe(clock.now()) });
  const ending = new AbortController();
  const onBad = createBreakDestination(shared);
  const check = new Check({ kinds, registries, clock, signal: ending.signal, onBad });
  const pauses = new Pauses({
    ...shared,
    resume: mended.emit,
    onError: (destination, error) => log.error({ destination, err: error }, 'a pause could not be ended, tries again'),
  });
  const lanes = createLanes({
    ...deps,
    health: storageHealth,
    activities,
    check,
    onGone: onBad,
    watchFailing: createWatchFailing({ ...shared, pauses }),
    tellDeadLetters: createTellDeadLetters({
      ...shared,
      onError: (destination, error) => log.error({ destination, err: error }, 'what has failed could not be told'),
    }),
  });
  waiting.subscribe((id) => lanes.wake(id));
  mended.subscribe((id) => lanes.resume(id));

  const { count, allowanceOf } = createIntakeLimit(clock, deps.settings.intakeLimit);
  const acceptEvents = createAccept({ ...shared, count });
  const accept: Accept = (...given) =>
    acceptEvents(...given).catch((error: unknown) => {
      storageHealth.noteFailed(error);
      throw error;
    });
  const { sources, secretKey } = deps;
  tellRefused({
    ...shared,
    sources,
    onError: (source, error) => log.error({ source, err: error }, 'that it refuses requests could not be told'),
  });
  const tools = { certificate: createCertificates(() => clock.now(), deps.settings.discord.proxy) };
  const receive = createReceive({ ...shared, sources, accept, count, secretKey, tools, ending: ending.signal });
  return {
    activities,
    accept,
    allowanceOf,
    receive,
    check,
    /** Aborted, it ends the questions that destinations are asked, and the waits of requests that are held back. */
    ending,
    pauses,
    lanes,
    storageHealth,
    wake: waiting.emit,
    resume: mended.emit,
    reroute: () => reroute({ storage, registries, wake: waiting.emit }),
  };
}

interface LanesDeps extends PipelineDeps {
  health: StorageHealth;
  activities: Emitter<Activity>;
  check: Check;
  onGone: ReturnType<typeof createBreakDestination>;
  watchFailing: ReturnType<typeof createWatchFailing>;
  tellDeadLetters: ReturnType<typeof createTellDeadLetters>;
}

function createLanes({
  storage,
  registries,
  kinds,
  clock,
  random,
  log,
  health,
  activities,
  check,
  onGone,
  watchFailing,
  tellDeadLetters,
}: LanesDeps) {
  return new Lanes({
    storage,
    registries,
    kinds,
    health,
    clock,
    random,
    ensureChecked: (destination) => check.ensureChecked(destination),
    onGone,
    async onLimit({ id }, limit) {
      const destination = registries.destinations.find(id);
      if (destination !== undefined)
        await registries.destinations.update(destination, { facts: { ...destination.facts, limit } });
    },
    onAttempt(destination, record, items, message) {
      const events = items.map(({ event }) => event.id);
      activities.emit({
        kind: 'delivery.attempted',
        store: destination.store,
        label: destinationName(destination),
        record,
        events,
        message,
      });
      tellDeadLetters(destination, record, items);
      watchFailing(destination.id, record.outcome).catch((error: unknown) =>
        log.error({ destination: destination.id, err: error }, 'whether it fails could not be noted'),
      );
    },
    onError: (destination, error) => log.error({ destination, err: error }, 'lane failed, tries again'),
  });
}
