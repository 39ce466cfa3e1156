import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import type { Receipt } from '../model/receipt.ts';
import { time } from './parts.ts';

const causes = ['missing', 'wrong', 'stale', 'unreadable'] as const;

export const receivedSchema = z
  .object({
    id: z.string(),
    at: time,
    cause: z.enum(causes).nullable().describe('Null: it was believed'),
    detail: z.string().nullable(),
    events: z.array(z.string()).describe('Ids of the events that it became'),
  })
  .meta({ id: 'ReceivedRequest' });

/** A request to a source as the API answers it. */
export function presentReceived(receipt: Omit<Receipt, 'sealed'>): z.infer<typeof receivedSchema> {
  const { id, at, cause, detail, events } = receipt;
  return { id, at: iso(at), cause: cause ?? null, detail: detail ?? null, events: [...events] };
}

export const refusedSchema = z
  .object({
    id: z.string(),
    at: time,
    cause: z.enum(causes),
    detail: z.string().describe('What was found, and what is likely to be behind it'),
    headers: z.record(z.string(), z.string()).describe('Those with credentials are masked'),
  })
  .meta({ id: 'RefusedRequest' });

/** Counts of the refused requests that are believed now, and of those that are still refused. */
export const retriedSchema = z.object({ believed: z.int(), refused: z.int() });
