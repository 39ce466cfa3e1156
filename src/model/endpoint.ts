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
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,62}[\p{L}\p{N}._-])?$/u;
export const endpointNameForm = '1 to 64 letters, digits, blanks, dots, - and _, a letter or digit first';

/** The check of an endpoint's name; ids stand beside names, so that none may look like one. */
export function isEndpointName(name: string): boolean {
  return namePattern.test(name) && !name.startsWith('dst_');
}

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
  /** Values that the body fills in under `secrets`, and that nobody is shown. */
  bodySecrets: z.record(z.string(), z.string().max(4_000)).optional(),
});

export type EndpointSettings = z.infer<typeof endpointSettingsSchema>;

const known = new WeakMap<object, EndpointSettings>();

/** Settings that were accepted before, as they come back from the store. @throws ZodError for anything else. */
export function endpointSettings(settings: Readonly<Record<string, unknown>>): EndpointSettings {
  const parsed = known.get(settings) ?? endpointSettingsSchema.parse(settings);
  known.set(settings, parsed);
  return parsed;
}

/** The settings as they may be shown; what is not secret is in them as it is. */
export interface ShownEndpointSettings
  extends Omit<EndpointSettings, 'url' | 'secrets' | 'basic' | 'bearer' | 'headers' | 'bodySecrets'> {
  /** The last characters of the newest secret, to tell two apart. */
  secretHint: string | undefined;
  /** The time until which the secret before it signs too, in epoch milliseconds; undefined too where it has no end. */
  oldSecretUntil: number | undefined;
  /** The way it logs in. */
  authorization: 'basic' | 'bearer' | 'none';
  /** Names of the extra headers. */
  headers: string[];
  /** Names of what the body fills in under `secrets`. */
  bodySecrets: string[];
}

/** The part of settings that may be shown. @param now epoch milliseconds. */
export function shownSettings(settings: EndpointSettings, now: number): ShownEndpointSettings {
  const { url: _, secrets, basic, bearer, headers, bodySecrets = {}, ...plain } = settings;
  const [newest, old] = secrets;
  return {
    ...plain,
    secretHint: newest === undefined ? undefined : `…${newest.secret.slice(-4)}`,
    oldSecretUntil: old?.until !== undefined && old.until > now ? old.until : undefined,
    authorization: basic !== undefined ? 'basic' : bearer !== undefined ? 'bearer' : 'none',
    headers: Object.keys(headers),
    bodySecrets: Object.keys(bodySecrets),
  };
}
