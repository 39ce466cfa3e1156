import type { z } from 'zod';
import type { StoreStatus } from '../../actions/get-status.ts';
import { presentDestination } from '../../contract/destination.ts';
import type { ApiKey } from '../../model/api-key.ts';
import type { Attempt, Delivery } from '../../model/delivery.ts';
import { destinationName } from '../../model/destination-name.ts';
import type { Event } from '../../model/event.ts';
import { eventJson } from '../../model/event-json.ts';
import type { Directory } from '../../registry/directory.ts';
import type { attemptSchema, deliverySchema, eventSchema, keySchema, statusSchema } from './_schemas.ts';

const iso = (epochMs: number) => new Date(epochMs).toISOString();
const isoOrNull = (epochMs: number | undefined) => (epochMs === undefined ? null : iso(epochMs));

export function presentEvent(event: Event): z.infer<typeof eventSchema> {
  return eventJson(event);
}

/** @param names where the names of destinations are known. */
export function presentDelivery(
  delivery: Delivery,
  names: Pick<Directory, 'destination'>,
): z.infer<typeof deliverySchema> {
  const destination = names.destination(delivery.destination ?? '');
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    destination: delivery.destination ?? null,
    destination_name: destination === undefined ? null : destinationName(destination),
    route: delivery.routeKey ?? null,
    status: delivery.status,
    attempts_made: delivery.attempts,
    next_attempt_at: isoOrNull(delivery.nextAttemptAt),
    created_at: iso(delivery.createdAt),
    settled_at: isoOrNull(delivery.settledAt),
    reason: delivery.reason ?? null,
    message_url: delivery.messageUrl ?? null,
    replay_of: delivery.replayOf ?? null,
  };
}

export function presentAttempt(attempt: Attempt): z.infer<typeof attemptSchema> {
  return {
    id: attempt.id,
    number: attempt.number,
    at: iso(attempt.at),
    outcome: attempt.outcome,
    status_code: attempt.statusCode ?? null,
    code: attempt.code ?? null,
    reason: attempt.reason ?? null,
    latency_ms: attempt.latencyMs,
    message_id: attempt.messageId ?? null,
    message: attempt.message ?? null,
  };
}

export function presentKey(key: ApiKey): z.infer<typeof keySchema> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    categories: key.categories === undefined ? null : [...key.categories],
    created_at: iso(key.createdAt),
    last_used_at: isoOrNull(key.lastUsedAt),
    revoked_at: isoOrNull(key.revokedAt),
    provisioned_by: key.provisionedBy ?? null,
  };
}

export function presentStatus(status: StoreStatus): z.infer<typeof statusSchema> {
  return {
    store: status.store,
    name: status.name,
    state: status.state,
    needs: status.needs,
    destinations: status.destinations.map(({ destination, routes, counts, limit }) => ({
      ...presentDestination(destination),
      routes,
      pending: counts.pending,
      failed: counts.failed,
      delivered: counts.delivered,
      last_success_at: isoOrNull(counts.lastSuccessAt),
      last_failure_at: isoOrNull(counts.lastFailureAt),
      last_failure: counts.lastFailure ?? null,
      oldest_waiting_at: isoOrNull(counts.oldestWaitingAt),
      limit: {
        used: limit.used,
        text: limit.text,
        closed_for_ms: Math.ceil(limit.closedForMs),
        cause: limit.cause ?? null,
      },
    })),
    unrouted: { count: status.unrouted.count, oldest_at: isoOrNull(status.unrouted.oldestAt) },
    categories: status.categories.map(({ category, route, lastHour, lastDay }) => ({
      category,
      route: route ?? null,
      last_hour: lastHour,
      last_day: lastDay,
    })),
    bot: status.bot ?? null,
    version: status.about.version,
    started_at: iso(status.about.startedAt),
  };
}
