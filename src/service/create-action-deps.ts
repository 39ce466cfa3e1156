import type { ActionDeps } from '../actions/create-actions.ts';
import type { Clock } from '../lib/clock.ts';
import { FairSlots } from '../lib/fair-slots.ts';
import { deriveToken } from '../lib/secret-box.ts';
import { WindowLimiter } from '../lib/window-limiter.ts';
import type { BotStatus } from '../model/bot-state.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import type { OpenStorage } from '../model/storage/storage.ts';
import { openReceipt, openRequest } from '../pipeline/receive/receipt.ts';
import { loadRequests } from '../samples/requests.ts';
import type { Settings } from '../settings/settings.ts';
import type { Pipeline } from './create-pipeline.ts';
import type { Configured } from './start-registries.ts';
import { version } from './version.ts';
import { watchFiles } from './watch-files.ts';

/** Codes that link a Discord server: nobody guesses one of 40 bits with these, and nobody mistypes more often. */
const wrongCodes = { count: 5, windowMs: 10 * 60_000 };

/** Reads of many rows that run at once, and those that wait for them. */
const readLimits = { slots: 2, mostWaiting: 32, mostWaitingOfOne: 8 };

export interface ActionParts extends Configured, Pipeline {
  settings: Pick<Settings, 'dataDir' | 'files'>;
  secretKey: Buffer;
  storage: OpenStorage;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  botStatus: BotStatus;
}

/** The dependencies of the actions: what a person or a job may ask for works with these. */
export function createActionDeps(parts: ActionParts): ActionDeps {
  const { settings, secretKey, clock, botStatus } = parts;
  return {
    storage: parts.storage,
    accept: parts.accept,
    allowanceOf: parts.allowanceOf,
    receive: parts.receive,
    registries: parts.registries,
    kinds: parts.kinds,
    check: parts.check,
    sources: parts.sources,
    pauses: parts.pauses,
    clock,
    activities: parts.activities,
    wake: parts.wake,
    resume: parts.resume,
    reroute: parts.reroute,
    linkAttempts: new WindowLimiter(clock, wrongCodes),
    reads: new FairSlots(readLimits),
    samples: loadRequests,
    signPreview: (text) => deriveToken(secretKey, `preview ${text}`),
    openReceipt: (receipt) => openReceipt(secretKey, receipt),
    openRequest: (receipt) => openRequest(secretKey, receipt),
    dataDir: settings.dataDir,
    about: { version, startedAt: clock.now() },
    botState: () => botStatus.state,
    changedFiles: watchFiles(settings.files),
    storageProblem: () => parts.storageHealth.problem(),
  };
}
