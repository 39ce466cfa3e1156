import type { TemplateNames } from '../../lib/json-template.ts';
import type { Event } from '../../model/event.ts';
import { type EventJson, eventJson } from '../../model/event-json.ts';

/** The body of a request without a template: the event as it was posted, complete. */
export interface Envelope extends EventJson {
  /** RFC 3339; when it happened, under the name that Standard Webhooks gives it. */
  timestamp: string;
  /** The store's id. */
  store: string;
}

/** The event as endpoints get it. */
export function envelopeOf(event: Event): Envelope {
  const { id, type, ...rest } = eventJson(event);
  return { id, type, timestamp: rest.occurred_at, store: event.store, ...rest };
}

const person = { name: true, id: true, avatar_url: true, profile_url: true } as const;

/** The names that a template may fill in: those of the envelope. */
export const envelopeNames: TemplateNames = {
  id: true,
  type: true,
  timestamp: true,
  store: true,
  category: true,
  severity: true,
  sender_id: true,
  is_test: true,
  title: true,
  description: true,
  url: true,
  occurred_at: true,
  accepted_at: true,
  player: person,
  recipient: person,
  amount: { value: true, currency: true },
  fields: true,
  links: true,
  application: true,
  correlation_id: true,
  data: true,
} satisfies Record<keyof Envelope, TemplateNames | true>;
