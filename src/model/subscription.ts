import { categories, matchesType, parentCategory } from './category.ts';
import { type Event, isAtLeast, type Severity } from './event.ts';
import { checkEventKey } from './event-key.ts';

/** A destination's own choice of events, beside what routes bring to it. */
export interface Subscription {
  /** Event types, patterns (`rewards.*`), categories (a parent counts for its children) or `*`. At least one. */
  events: readonly string[];
  /** Only what these of the store's applications sent. */
  applications?: readonly string[] | undefined;
  /** Only events at least this severe. */
  minSeverity?: Severity | undefined;
}

/** The parts of an event that a subscription looks at. */
export type SubscribedEvent = Pick<Event, 'type' | 'category' | 'severity' | 'application' | 'matchedBy'>;

/** True for an event that a destination with this subscription gets. */
export function isSubscribed({ events, applications, minSeverity }: Subscription, event: SubscribedEvent): boolean {
  if (applications !== undefined && !applications.includes(event.application ?? '')) return false;
  if (minSeverity !== undefined && !isAtLeast(event.severity, minSeverity)) return false;
  const wanted: readonly (string | undefined)[] = [event.category, parentCategory[event.category]];
  const fits = (one: string) => (event.matchedBy === 'category' ? one === '*' : matchesType(one, event.type));
  return events.some((one) => wanted.includes(one) || fits(one));
}

/** The texts that may stand in `events`, for people. */
export const subscriptionForm = `*, a category (${categories.join(', ')}), an event type such as payment.completed, or a pattern such as payment.*`;

/** True for a text that may stand in `events`. */
export function isSubscribable(text: string): boolean {
  return checkEventKey(text, categories).ok;
}
