import { z } from 'zod';

/**
 * The ways to sign requests. `standard`: Standard Webhooks (`webhook-signature`); `plain`: the hex HMAC-SHA256 of the
 * body (`X-Webhook-Signature`).
 */
export const signatureForms = ['standard', 'plain', 'both', 'none'] as const;
export type SignatureForm = (typeof signatureForms)[number];

/** While a secret is changed the old one goes on signing for this long. */
export const secretOverlapMs = 24 * 3_600_000;

/** The names that an owner may give an endpoint. */
export const endpointNamePattern = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,62}[\p{L}\p{N}._-])?$/u;
export const endpointNameForm = '1 to 64 letters, digits, blanks, dots, - and _, a letter or digit first';

export const defaultConcurrency = 10;
export const mostConcurrency = 100;

const text = (most: number) => z.string().min(1).max(most);

/** The settings of an endpoint, as they are sealed: all that the kind `http` needs to send. Secret. */
export const endpointSettingsSchema = z.strictObject({
  url: text(2048),
  signature: z.enum(signatureForms).default('standard'),
  /** The newest first; `until`: epoch milliseconds after which it signs no more. */
  secrets: z
    .array(z.strictObject({ secret: text(500), until: z.number().optional() }))
    .max(5)
    .default([]),
  basic: z.strictObject({ username: z.string().max(200), password: z.string().max(500) }).optional(),
  bearer: text(2_000).optional(),
  headers: z.record(z.string(), z.string().max(4_000)).default({}),
  /** JSON text with `{{ tags }}`; undefined: the event in its envelope. */
  body: text(20_000).optional(),
});

export type EndpointSettings = z.infer<typeof endpointSettingsSchema>;

const known = new WeakMap<object, EndpointSettings>();

/** Settings that were accepted before, as they come back from the store. @throws ZodError for anything else. */
export function endpointSettings(settings: Readonly<Record<string, unknown>>): EndpointSettings {
  const parsed = known.get(settings) ?? endpointSettingsSchema.parse(settings);
  known.set(settings, parsed);
  return parsed;
}
