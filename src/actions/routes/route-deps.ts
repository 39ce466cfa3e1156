import type { Clock } from '../../lib/clock.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { Events } from '../../model/storage/events.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { GuildRegistry } from '../../registry/guild-registry.ts';
import type { RouteRegistry } from '../../registry/route-registry.ts';
import type { StoreRegistry } from '../../registry/store-registry.ts';
import type { SendTestDeps } from '../send-test.ts';

/** The needs of the actions on routes. */
export interface RouteDeps extends SendTestDeps {
  storage: Pick<Events, 'acceptEvents'>;
  registries: {
    stores: StoreRegistry;
    routes: RouteRegistry;
    destinations: DestinationRegistry;
    guilds: GuildRegistry;
  };
  /** Files of settings that are not as they were at the start, for people: `.env`. */
  changedFiles(): readonly string[];
  kinds: ReadonlyMap<string, DestinationKind>;
  clock: Clock;
  /** Lets a lane go on at once. */
  resume(destination: string): void;
  /** Gives what waits without a place a new one. Answers how many found one. */
  reroute(): Promise<number>;
}
