import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import type { Activity } from '../../model/activity.ts';
import type { DestinationKind } from '../../model/destination-kind.ts';
import type { Source } from '../../model/source.ts';
import type { Deliveries } from '../../model/storage/deliveries.ts';
import type { EventFiles } from '../../model/storage/event-files.ts';
import type { Accept } from '../../pipeline/accept/accept.ts';
import type { DestinationRegistry } from '../../registry/destination-registry.ts';
import type { RouteRegistry } from '../../registry/route-registry.ts';
import type { WebhookRegistry } from '../../registry/webhook-registry.ts';

/** The needs of the actions on drop-in webhooks. */
export interface WebhookDeps {
  storage: Pick<Deliveries, 'findRelayed' | 'findWaitingRelayed' | 'cancelDelivery'> & {
    files: Pick<EventFiles, 'draft' | 'put' | 'drop'>;
  };
  registries: { routes: RouteRegistry; destinations: DestinationRegistry; webhooks: WebhookRegistry };
  sources: ReadonlyMap<string, Source>;
  kinds: ReadonlyMap<string, DestinationKind>;
  /** The door of the pipeline. */
  accept: Accept;
  activities: Emitter<Activity>;
  clock: Clock;
}
