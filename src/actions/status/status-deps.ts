import type { Clock } from '../../lib/clock.ts';
import type { BotState } from '../../model/bot-state.ts';
import type { DestinationKind } from '../../model/destination.ts';
import type { Directory } from '../../registry/directory.ts';
import type { Storage } from '../../store/storage.ts';

/** The needs of the overviews. */
export interface StatusDeps {
  store: Pick<Storage, 'getCounts'>;
  directory: Directory;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  about: { version: string; startedAt: number };
  /** The state of the Discord bot; undefined where there is none. */
  botState(): BotState | undefined;
}
