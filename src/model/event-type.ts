import type { EventCategory } from './category.ts';
import type { EventInput, Severity } from './event.ts';
import type { LookField } from './look.ts';

/** An event type that Crier knows, and what it makes of an event that says no more than that. */
export interface EventType {
  type: string;
  category: EventCategory;
  severity: Severity;
  title: string;
  icon: string;
  /** The values that its message shows, in order. */
  fields: readonly Pick<LookField, 'label' | 'from' | 'as'>[];
  /** The ids of the sources that tell it. */
  sources: readonly string[];
  sample: EventInput | undefined;
}
