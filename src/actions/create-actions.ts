import { activityActions } from './activity/activity-actions.ts';
import type { ActivityDeps } from './activity/activity-deps.ts';
import { deliveryActions } from './deliveries/delivery-actions.ts';
import type { DeliveryDeps } from './deliveries/delivery-deps.ts';
import { destinationActions } from './destinations/destination-actions.ts';
import type { DestinationDeps } from './destinations/destination-deps.ts';
import { digestActions } from './digests/digest-actions.ts';
import type { DigestDeps } from './digests/digest-deps.ts';
import { endpointActions } from './endpoints/endpoint-actions.ts';
import type { EndpointDeps } from './endpoints/endpoint-deps.ts';
import { eventActions } from './events/event-actions.ts';
import type { EventDeps } from './events/event-deps.ts';
import { guildActions } from './guilds/guild-actions.ts';
import type { GuildDeps } from './guilds/guild-deps.ts';
import { keyActions } from './keys/key-actions.ts';
import type { KeyDeps } from './keys/key-deps.ts';
import { messageActions } from './messages/message-actions.ts';
import type { MessageDeps } from './messages/message-deps.ts';
import { playerActions } from './players/player-actions.ts';
import type { PlayerDeps } from './players/player-deps.ts';
import { previewActions } from './previews/preview-actions.ts';
import type { PreviewDeps } from './previews/preview-deps.ts';
import { routeActions } from './routes/route-actions.ts';
import type { RouteDeps } from './routes/route-deps.ts';
import { sourceActions } from './sources/source-actions.ts';
import type { SourceDeps } from './sources/source-deps.ts';
import { statsActions } from './stats/stats-actions.ts';
import type { StatsDeps } from './stats/stats-deps.ts';
import { statusActions } from './status/status-actions.ts';
import type { StatusDeps } from './status/status-deps.ts';
import { storeActions } from './stores/store-actions.ts';
import type { StoreDeps } from './stores/store-deps.ts';
import { upkeepActions } from './upkeep/upkeep-actions.ts';
import type { UpkeepDeps } from './upkeep/upkeep-deps.ts';
import { webhookActions } from './webhooks/webhook-actions.ts';
import type { WebhookDeps } from './webhooks/webhook-deps.ts';

/** Everything that the actions need: given once, where the service is put together, and seen by nobody else. */
export type ActionDeps = ActivityDeps &
  DeliveryDeps &
  DestinationDeps &
  DigestDeps &
  EndpointDeps &
  EventDeps &
  GuildDeps &
  KeyDeps &
  MessageDeps &
  PlayerDeps &
  PreviewDeps &
  RouteDeps &
  SourceDeps &
  StatsDeps &
  StatusDeps &
  StoreDeps &
  UpkeepDeps &
  WebhookDeps;

/**
 * All that can be asked of Crier, by noun and verb: `actions.routes.change(actor, key, change)`. The surfaces get this and
 * nothing of what it works with. Whoever asks is the first argument; an action refuses an actor who lacks its scope
 * with CrierError `forbidden`.
 */
export function createActions(deps: ActionDeps) {
  return {
    activity: activityActions(deps),
    deliveries: deliveryActions(deps),
    destinations: destinationActions(deps),
    digests: digestActions(deps),
    endpoints: endpointActions(deps),
    events: eventActions(deps),
    guilds: guildActions(deps),
    keys: keyActions(deps),
    messages: messageActions(deps),
    players: playerActions(deps),
    previews: previewActions(deps),
    routes: routeActions(deps),
    sources: sourceActions(deps),
    stats: statsActions(deps),
    status: statusActions(deps),
    stores: storeActions(deps),
    upkeep: upkeepActions(deps),
    webhooks: webhookActions(deps),
  };
}

export type Actions = ReturnType<typeof createActions>;
