import type { ActionDeps } from '../actions/create-actions.ts';
import { AttemptLimiter } from '../lib/attempt-limiter.ts';
import type { Clock } from '../lib/clock.ts';
import { deriveToken } from '../lib/secret-box.ts';
import type { BotStatus } from '../model/bot-state.ts';
import type { DestinationKind } from '../model/destination-kind.ts';
import type { OpenStorage } from '../model/storage/storage.ts';
import { openReceipt } from '../pipeline/receive/receipt.ts';
import { loadRequests } from '../samples/requests.ts';
import type { Settings } from '../settings/settings.ts';
import type { Pipeline } from './create-pipeline.ts';
import type { Configured } from './start-registries.ts';
import { version } from './version.ts';

/** Codes that link a Discord server: nobody guesses one of 40 bits with these, and nobody mistypes more often. */
const wrongCodes = { count: 5, windowMs: 10 * 60_000 };

export interface ActionParts extends Configured, Pipeline {
  settings: Pick<Settings, 'dataDir'>;
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
    linkAttempts: new AttemptLimiter(clock, wrongCodes),
    samples: loadRequests,
    signPreview: (text) => deriveToken(secretKey, `preview ${text}`),
    openReceipt: (receipt) => openReceipt(secretKey, receipt),
    dataDir: settings.dataDir,
    about: { version, startedAt: clock.now() },
    botState: () => botStatus.state,
  };
}
