import type { Patch } from '../lib/merge-patch.ts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { Severity } from './event.ts';

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
}

/** The fields of a route that an operator may set: its place, its rule, and the way to the destination. */
export type RouteField = 'destination' | keyof RouteRule | keyof Pick<DeliveryPolicy, 'onUncertain' | 'schedule'>;

/** The fields that an operator has set, each with the place where: `{ destination: '.env:4' }`. They are read-only elsewhere. */
export type ProvisionedFields = Readonly<Partial<Record<RouteField, string>>>;

/** An event type, a pattern, a category or `default` → a destination, with a rule. */
export interface Route extends RouteRule {
  store: string;
  /** `default`, a category, an event type, or a pattern such as `payment.*`; unique in its store. */
  key: string;
  /** `dst_…`; undefined: that of the next route that matches. */
  destination?: string | undefined;
  /** Undefined: all of it can be changed while running. */
  provisioned?: ProvisionedFields | undefined;
}

/** The rule of a route about which nobody has said anything. */
export const plainRule: RouteRule = { muted: false };

/** A change of a rule: what it does not name stays, null takes away. */
export type RuleChange = Patch<RouteRule>;
