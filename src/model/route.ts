import type { Patch } from '../lib/merge-patch.ts';
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

/** An event type, a pattern, a category or `default` → a destination, with a rule. */
export interface Route extends RouteRule {
  store: string;
  /** `default`, a category, an event type, or a pattern such as `payment.*`; unique in its store. */
  key: string;
  /** `dst_…` */
  destination: string;
  /** The place where an operator set it (`config/crier.yaml:12`); undefined where it can be changed while running. */
  provisionedBy?: string | undefined;
}

/** The rule of a route about which nobody has said anything. */
export const plainRule: RouteRule = { muted: false };

/** A change of a rule: what it does not name stays, null takes away. */
export type RuleChange = Patch<RouteRule>;
