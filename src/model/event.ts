import { z } from 'zod';
import { categories, type EventCategory } from './category.ts';
import type { EventFile } from './event-file.ts';
import type { Figures } from './figures.ts';
import type { RelayedMessage } from './relayed-message.ts';

/** From harmless to urgent; a route's `min_severity` compares by this order. `success` ranks with `info`. */
export const severities = ['info', 'success', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof severities)[number];

const severityRank: Record<Severity, number> = { info: 0, success: 0, warning: 1, error: 2, critical: 3 };

/** True where `severity` is `minimum` or above it. */
export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return severityRank[severity] >= severityRank[minimum];
}

const text = (max: number) => z.string().max(max);
const webUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }).max(2048);

/** Deeper JSON than this is refused: no store nests it, and every recursive walk over it stays safe. */
export const maxDataDepth = 32;

/** The mistake in a value of `data`; JSON.parse has made it, so only its depth and `1e999` can be wrong. */
function dataProblem(value: unknown, depth = maxDataDepth): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'expected no number beyond 1.8e308';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return `expected at most ${maxDataDepth} levels of nesting`;
  for (const item of Object.values(value)) {
    const problem = dataProblem(item, depth - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export const personSchema = z
  .strictObject({
    name: text(256).describe('Shown as the name'),
    id: text(256).optional().describe('Account id on the platform or in the game'),
    avatar_url: webUrl.optional(),
    profile_url: webUrl.optional(),
  })
  .meta({ id: 'Person' });

export const amountSchema = z
  .strictObject({
    value: z
      .string({ error: 'expected a decimal number as a string, such as "9.99"' })
      .regex(/^-?\d{1,15}(\.\d{1,8})?$/, 'expected a decimal number as a string, such as "9.99"'),
    currency: z
      .string({ error: 'expected a currency code of ISO 4217, such as "EUR"' })
      .regex(/^[A-Z]{3}$/, 'expected three capital letters of ISO 4217, such as "EUR"'),
  })
  .meta({ id: 'Amount' });

export const fieldSchema = z
  .strictObject({
    name: text(1024),
    value: text(100_000),
    inline: z.boolean().optional().describe('Side by side with its neighbours; default true'),
  })
  .meta({ id: 'EventField' });

export const linkSchema = z
  .strictObject({
    label: text(80).min(1, 'expected a label of 1 to 80 characters'),
    url: z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }).max(512),
  })
  .meta({ id: 'EventLink' });

/** An event type: dotted lower case, such as `payment.completed`. */
export const typePattern = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

const idempotencyKey = z
  .string()
  .min(1, 'expected 1 to 255 characters')
  .max(255, 'expected 1 to 255 characters')
  .regex(/^[\x20-\x7e]+$/, 'expected printable ASCII characters');

/** The body of `POST /v1/events`: one event as a sender writes it. Unknown fields are refused by name. */
export const eventInputSchema = z
  .strictObject({
    type: z
      .string({ error: 'expected an event type, such as "payment.completed"' })
      .max(100, { error: 'expected at most 100 characters', abort: true })
      .regex(typePattern, 'expected dotted lower case, such as "payment.completed"')
      .describe('What happened, in dotted lower case, such as payment.completed'),
    category: z
      .enum(categories, { error: `expected one of ${categories.join(', ')}` })
      .optional()
      .describe('Where it belongs; left out: where its type says, else other'),
    id: idempotencyKey.optional().describe("The sender's idempotency key, unique in the store"),
    severity: z
      .enum(severities, { error: `expected one of ${severities.join(', ')}` })
      .optional()
      .describe(`How bad it is: ${severities.join(', ')}; left out: info, or error where the type says that it failed`),
    title: text(10_000).optional().describe('Over the title of the look'),
    description: text(200_000).optional().describe('Text of the message'),
    url: webUrl.optional().describe('What the title links to'),
    occurred_at: z.iso
      .datetime({ offset: true, error: 'expected a time of RFC 3339, such as "2026-01-31T18:30:00Z"' })
      .optional()
      .describe('When it happened, in RFC 3339; left out: now'),
    player: personSchema.optional().describe('Whose event it is: name, id, avatar_url, profile_url'),
    recipient: personSchema.optional().describe('Who receives a gift'),
    amount: amountSchema.optional().describe('Value as a decimal text, and currency of ISO 4217'),
    fields: z
      .array(fieldSchema)
      .max(25, 'expected at most 25 fields')
      .optional()
      .describe('Up to 25 lines of name, value and inline'),
    links: z
      .array(linkSchema)
      .max(5, 'expected at most 5 links')
      .optional()
      .describe('Up to 5 buttons below the message: label and url'),
    application: text(100).min(1).optional().describe("Which of the store's applications sent it"),
    correlation_id: text(255).min(1).optional().describe('What belongs together: a payment and its refund'),
    // z.json() recurses without a limit, so that a deep value overflows the stack.
    data: z
      .record(z.string(), z.unknown())
      .superRefine((value, context) => {
        const message = dataProblem(value);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      })
      .optional()
      .describe('Any JSON object; shown in the fields of the look, open to templates'),
  })
  .meta({ id: 'EventInput' });

export type EventInput = z.infer<typeof eventInputSchema>;
export type Person = z.infer<typeof personSchema>;
export type Amount = z.infer<typeof amountSchema>;
export type EventField = z.infer<typeof fieldSchema>;
export type EventLink = z.infer<typeof linkSchema>;

/** An event as it is kept: complete, and never changed after it is accepted. */
export interface Event {
  /** `evt_…` */
  id: string;
  /** The store it belongs to, such as `main`. */
  store: string;
  type: string;
  category: EventCategory;
  severity: Severity;
  /** The sender's idempotency key. */
  senderId?: string | undefined;
  title?: string | undefined;
  description?: string | undefined;
  url?: string | undefined;
  /** Epoch milliseconds. */
  occurredAt: number;
  /** Epoch milliseconds. */
  acceptedAt: number;
  player?: Person | undefined;
  recipient?: Person | undefined;
  amount?: Amount | undefined;
  fields?: EventField[] | undefined;
  /** Buttons below the message. */
  links?: EventLink[] | undefined;
  application?: string | undefined;
  correlationId?: string | undefined;
  data?: Record<string, unknown> | undefined;
  /** The figures of the store, where it tells them. */
  figures?: Figures | undefined;
  /** Files that are told with it, a picture first; their contents are kept beside the event. */
  files?: readonly EventFile[] | undefined;
  /**
   * The one thing of it that routes and subscriptions look at, beside `*`: its sender may post to some categories only,
   * and chose the type freely. Undefined: all of it.
   */
  matchedBy?: 'category' | undefined;
  /** A message that goes through as its sender wrote it. */
  relayed?: RelayedMessage | undefined;
}
