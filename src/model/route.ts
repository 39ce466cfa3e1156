import type { Patch } from '../lib/merge-patch.ts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { DestinationSettings } from './destination.ts';
import type { Severity } from './event.ts';

/** A route that is told beside another one. */
export interface RouteCopy {
  /** Its key. */
  to: string;
}

/** The rule of a route, beside the place that it leads to. */
export interface RouteRule {
  /** Only events of this application. */
  application?: string | undefined;
  /** Only events at least this severe. */
  minSeverity?: Severity | undefined;
  /** A muted route is chosen but its deliveries are cancelled at once: recorded, not sent. */
  muted: boolean;
  /** Id of the Discord role to ping with every message. */
  mentionRole?: string | undefined;
  /** The name and picture that the message appears under, over the webhook's own. */
  username?: string | undefined;
  avatarUrl?: string | undefined;
  /** The routes that are told too; undefined: what its category implies. */
  copies?: readonly RouteCopy[] | undefined;
}

/** An event type, a pattern, a category or `default` → a destination, with a rule. */
export interface Route extends RouteRule {
  store: string;
  /** `default`, a category, an event type, or a pattern such as `payment.*`; unique in its store. */
  key: string;
  /** `dst_…`; undefined: the one of the next route that matches. */
  destination?: string | undefined;
  /** The fields that an operator set, each with the place where it stands; the others can be changed while running. */
  provisioned?: RoutePlaces | undefined;
}

/** Names of a route's fields, `destination` and those of its destination's policy among them, with places: `.env:4`. */
export type RoutePlaces = Readonly<Record<string, string>>;

/** The fields of a route that an operator wrote in a file or the environment. */
export interface ProvisionedRoute {
  key: string;
  /** The place that it leads to, where one is named. Secret. */
  target?: { kind: string; settings: DestinationSettings } | undefined;
  rule: Partial<RouteRule>;
  policy: Partial<Pick<DeliveryPolicy, 'onUncertain' | 'schedule'>>;
  provisioned: RoutePlaces;
}

/** The rule of a route about which nobody has said anything. */
export const plainRule: RouteRule = { muted: false };

/** A change of a rule: what it does not name stays, null takes away. */
export type RuleChange = Patch<RouteRule>;
