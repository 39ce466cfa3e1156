import type { Clock } from '../../lib/clock.ts';
import type { BotState } from '../../model/bot-state.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { Source } from '../../model/source.ts';
import type { SourceRows } from '../../model/storage/registry-rows.ts';
import type { Reports } from '../../model/storage/reports.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { RouteRegistry } from '../../registry/route-registry.ts';
import type { SourceRegistry } from '../../registry/source-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';

/** The needs of the overviews. */
export interface StatusDeps {
  storage: Pick<Reports, 'getCounts'> & Pick<SourceRows, 'listSourceActivity'>;
  registries: {
    stores: StoreRegistry;
    routes: RouteRegistry;
    destinations: DestinationRegistry;
    sources: Pick<SourceRegistry, 'find'>;
  };
  /** The platforms that there are, by their ids. */
  sources: ReadonlyMap<string, Source>;
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  about: { version: string; startedAt: number };
  /** The state of the Discord bot; undefined where there is none. */
  botState(): BotState | undefined;
  /** Files of settings that are not as they were at the start, for people: `.env`. */
  changedFiles(): readonly string[];
  /** The trouble with writing to the database; undefined where there is none. */
  storageProblem(): { since: number; reason: string } | undefined;
}
