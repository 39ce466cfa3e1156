import { z } from 'zod';
import type { ShownDestination } from '../model/destination.ts';
import { defaultConcurrency, type ShownEndpointSettings } from '../model/endpoint.ts';
import { needSeverities, type WellBeing } from '../model/need.ts';
import type { DestinationCounts } from '../model/storage/reports.ts';
import { presentDestination } from './destination.ts';
import { shownEndpointFields } from './endpoint-fields.ts';
import { isoOrNull, provisionedBy, time } from './parts.ts';
import { answerShape, present } from './schemas.ts';

export const endpointSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string().describe('Without what looks like a secret in it'),
    ...answerShape(shownEndpointFields),
    secret_hint: z.string().nullable().describe('The last characters of the newest signing secret'),
    old_secret_valid_until: time.nullable().describe('Until then the secret before it signs too'),
    authorization: z.enum(['basic', 'bearer', 'none']),
    headers: z.array(z.string()).describe('Names of the extra headers'),
    body_secrets: z.array(z.string()).describe('Names of what the body fills in as {{ secrets.… }}'),
    state: z.enum(['active', 'paused', 'broken']),
    health: z.enum(['ok', ...needSeverities]).describe('The worst of its needs, which status tells'),
    problem: z.string().nullable(),
    paused_until: time.nullable(),
    failing_since: time.nullable(),
    pending: z.int(),
    failed: z.int().describe('Dead letters'),
    delivered: z.int(),
    last_success_at: time.nullable(),
    last_failure_at: time.nullable(),
    last_failure: z.string().nullable(),
    provisioned_by: provisionedBy,
  })
  .meta({ id: 'Endpoint' });

/** An endpoint as it was set, with the secret that Crier made up for it. */
export const endpointSetSchema = endpointSchema.extend({
  signing_secret: z.string().optional().describe('Told this once'),
  warnings: z.array(z.string()).optional().describe('What may not be meant, such as an event type that nobody knows'),
});

/** A secret that was changed. */
export const rotatedSecretSchema = z.object({ signing_secret: z.string(), old_secret_valid_until: z.iso.datetime() });

/** The request that an endpoint would get, its secrets masked. */
export const requestPreviewSchema = z
  .object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  })
  .meta({ id: 'RequestPreview' });

/** An endpoint as the API answers it. */
export function presentEndpoint({
  destination,
  settings,
  counts,
  health,
}: {
  destination: ShownDestination;
  settings: ShownEndpointSettings;
  counts: Omit<DestinationCounts, 'destination'> | undefined;
  health: WellBeing;
}): z.infer<typeof endpointSchema> {
  const { subscription, schedule = [], concurrency = defaultConcurrency } = destination;
  const { state, problem, paused_until } = presentDestination(destination);
  const { secretHint, oldSecretUntil, authorization, headers, bodySecrets, ...plain } = settings;
  const retry = { delays: schedule };
  return {
    id: destination.id,
    name: destination.name ?? '',
    url: destination.label,
    ...present(shownEndpointFields, { events: [], ...destination, ...subscription, ...plain, retry, concurrency }),
    secret_hint: secretHint ?? null,
    old_secret_valid_until: isoOrNull(oldSecretUntil),
    authorization,
    headers,
    body_secrets: bodySecrets,
    state,
    health,
    problem,
    paused_until,
    failing_since: isoOrNull(destination.failingSince),
    pending: counts?.pending ?? 0,
    failed: counts?.failed ?? 0,
    delivered: counts?.delivered ?? 0,
    last_success_at: isoOrNull(counts?.lastSuccessAt),
    last_failure_at: isoOrNull(counts?.lastFailureAt),
    last_failure: counts?.lastFailure ?? null,
    provisioned_by: destination.provisionedBy ?? null,
  };
}
