import type { Request } from 'express';
import { z } from 'zod';
import type { SourceReport } from '../../actions/sources/report-source.ts';
import { categories } from '../../model/category.ts';
import type { Receipt } from '../../model/receipt.ts';

// What the operations of sources share.

const time = z.iso.datetime().describe('RFC 3339, UTC');

export const sourceParams = z.object({ source: z.string().describe('Such as tebex') });

export const sourceSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    enabled: z.boolean(),
    address: z.string().describe('What is pasted on the platform'),
    link: z.string().describe("The platform's own documentation of its webhooks"),
    secret_name: z.string().describe('What the platform calls the secret'),
    secret_from: z.enum(['platform', 'crier']).describe('Who makes the secret up'),
    secrets: z.int().describe('How many secrets are valid'),
    username: z.string().nullable(),
    category: z.enum(categories).nullable(),
    setup: z.array(z.string()).describe('What to do on the platform'),
    events: z.array(z.object({ platform: z.string(), type: z.string(), category: z.enum(categories) })),
    samples: z.array(z.string()).describe('For trying it: POST /v1/sources/{source}/test'),
    provisioned_by: z.string().nullable().describe('Where the operator set it; then it is read-only here'),
    last_received_at: time.nullable(),
    last_refused_at: time.nullable(),
    refused: z.int().describe('Refused requests that are kept; see /refused'),
  })
  .meta({ id: 'Source' });

export const receivedSchema = z
  .object({
    id: z.string(),
    at: time,
    cause: z.enum(['missing', 'wrong', 'stale', 'unreadable']).nullable().describe('Null: it was believed'),
    detail: z.string().nullable(),
    events: z.array(z.string()).describe('Ids of the events that it became'),
  })
  .meta({ id: 'ReceivedRequest' });

/** A request to a source as the API shows it. */
export function presentReceived({
  id,
  at,
  cause,
  detail,
  events,
}: Omit<Receipt, 'sealed'>): z.infer<typeof receivedSchema> {
  return { id, at: new Date(at).toISOString(), cause: cause ?? null, detail: detail ?? null, events: [...events] };
}

/** A source as the API shows it. */
export function presentSource(
  { source, enabled, activity, samples }: SourceReport,
  store: string,
  { publicUrl, request }: { publicUrl: string | undefined; request: Request },
): z.infer<typeof sourceSchema> {
  const base = publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
  const address = `${base}/in/${store}/${source.id}${source.secret.inUrl ? '?secret=<the secret>' : ''}`;
  return {
    id: source.id,
    title: source.title,
    enabled: enabled !== undefined,
    address,
    link: source.link,
    secret_name: source.secret.name,
    secret_from: source.secret.from,
    secrets: enabled?.secretCount ?? 0,
    username: enabled?.username ?? null,
    category: enabled?.category ?? null,
    setup: source.setup.map((step) => step.replaceAll('{url}', address)),
    events: source.events.map((event) => ({ ...event })),
    samples: [...samples],
    provisioned_by: enabled?.provisionedBy ?? null,
    last_received_at: isoOrNull(activity?.lastReceivedAt),
    last_refused_at: isoOrNull(activity?.lastRefusedAt),
    refused: activity?.refused ?? 0,
  };
}

function isoOrNull(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : new Date(epochMs).toISOString();
}
