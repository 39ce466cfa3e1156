import { iso } from '../lib/iso.ts';
import type { EventCategory } from './category.ts';
import type { Amount, Event, EventField, EventLink, Person, Severity } from './event.ts';
import { isTestEvent } from './test-event.ts';

/** An event as others read it: the names of the intake, times as RFC 3339. */
export interface EventJson {
  id: string;
  type: string;
  category: EventCategory;
  severity: Severity;
  sender_id?: string | undefined;
  /** Present for an event that was made to try things. */
  is_test?: true | undefined;
  title?: string | undefined;
  description?: string | undefined;
  url?: string | undefined;
  occurred_at: string;
  accepted_at: string;
  player?: Person | undefined;
  recipient?: Person | undefined;
  amount?: Amount | undefined;
  fields?: EventField[] | undefined;
  links?: EventLink[] | undefined;
  application?: string | undefined;
  correlation_id?: string | undefined;
  data?: Record<string, unknown> | undefined;
}

/** The outer form of an event. What is for Discord alone stays inside: relayed messages, figures, files. */
export function eventJson(event: Event): EventJson {
  const {
    id,
    type,
    category,
    severity,
    senderId,
    occurredAt,
    acceptedAt,
    correlationId,
    store: _,
    relayed: __,
    files: ___,
    figures: ____,
    matchedBy: _____,
    ...rest
  } = event;
  return {
    id,
    type,
    category,
    severity,
    sender_id: senderId,
    ...(isTestEvent(event) && { is_test: true }),
    occurred_at: iso(occurredAt),
    accepted_at: iso(acceptedAt),
    correlation_id: correlationId,
    ...rest,
  };
}
