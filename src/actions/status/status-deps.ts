import type { Clock } from '../../lib/clock.ts';
import type { BotState } from '../../model/bot-state.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { Reports } from '../../model/storage/reports.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { RouteRegistry } from '../../registry/route-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the overviews. */
export interface StatusDeps {
  storage: Pick<Reports, 'getCounts'>;
  registries: { stores: StoreRegistry; routes: RouteRegistry; destinations: DestinationRegistry };
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  about: { version: string; startedAt: number };
  /** The state of the Discord bot; undefined where there is none. */
  botState(): BotState | undefined;
}
