import type { Clock } from '../../lib/clock.ts';
import type { Check } from '../../pipeline/care/check.ts';
import type { Pauses } from '../../pipeline/care/pauses.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { RouteRegistry } from '../../registry/route-registry.ts';

/** The need of whoever looks a destination up. */
export interface DestinationLookup {
  registries: { destinations: DestinationRegistry };
}

/** The needs of the actions on destinations of every kind. */
export interface DestinationDeps {
  registries: { routes: RouteRegistry; destinations: DestinationRegistry };
  pauses: Pauses;
  check: Check;
  clock: Clock;
}
