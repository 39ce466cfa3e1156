import { z } from 'zod';
import { type Category, categories } from '../model/category.ts';
import { type Need, needSeverities } from '../model/need.ts';
import type { SourceActivity } from '../model/receipt.ts';
import { type Source, setupStep } from '../model/source.ts';
import { choice, list, secretText, text, yesOrNo } from './codecs.ts';
import { record } from './compound-codecs.ts';
import { acceptedSchema } from './event.ts';
import { type Change, type Fields, field } from './field.ts';
import { isoOrNull, provisionedBy, time } from './parts.ts';
import { answerShape, present, zodCodec } from './schemas.ts';

const shown = {
  username: field({
    name: 'username',
    codec: text(100, 'relay'),
    absent: 'none',
    label: 'User name',
    description: 'For HTTP Basic; without one any counts',
    example: 'relay',
    option: { takes: 'text', value: 'name', says: 'for HTTP Basic' },
  }),
  category: field({
    name: 'category',
    codec: choice(categories),
    absent: 'none',
    label: 'Category',
    description: 'For platforms that know none',
    example: 'processing',
    option: { takes: 'text', value: 'category', says: 'for a platform that knows none' },
  }),
  hooks: field({
    name: 'hooks',
    codec: record(text(80, 'New buyer'), '{ ab12cd34ef56: New buyer }'),
    absent: 'none',
    label: 'Webhooks',
    description:
      'For BotGhost: names of webhooks by their event ids; where there are any, other ids are refused. POST /v1/sources/{source}/hooks makes one with a new id',
    example: '{ ab12cd34ef56: New buyer }',
  }),
} satisfies Fields;

const secret = field({
  name: 'secret',
  codec: secretText,
  absent: 'kept',
  label: 'Secret',
  description: 'What proves that the platform sent a request; left out, the one that is set stays',
  example: 'whsec_…',
  isSecret: true,
  option: {
    takes: 'variable',
    flag: 'secret-env',
    value: 'name',
    says: 'take the secret from this variable instead of asking for it',
  },
});

/** All that can be said of a source while it is switched on or changed. */
export const sourceFields = {
  secret,
  keep_previous: field({
    name: 'keepPrevious',
    codec: yesOrNo,
    absent: { default: false },
    label: 'Keep the secret before it',
    description: 'Whether the secrets before it stay valid, while the platform still uses them',
    example: 'true',
    option: {
      takes: 'switch',
      flag: 'keep-old',
      says: 'the secret before it stays valid too, while the platform still uses it',
    },
  }),
  ...shown,
} satisfies Fields;

/** The fields of a source in a file; it needs one of the three that are secret. */
export const sourceFileFields = {
  secret,
  secrets: field({
    name: 'secrets',
    codec: list(secretText, 5, '[new secret, old secret]'),
    absent: 'none',
    label: 'Secrets',
    description: 'Several that are valid at once, while one is changed',
    example: '[new secret, old secret]',
    isSecret: true,
  }),
  username: shown.username,
  password: field({
    name: 'password',
    codec: secretText,
    absent: 'kept',
    label: 'Password',
    description: 'For HTTP Basic',
    example: '…',
    isSecret: true,
  }),
  category: shown.category,
  hooks: shown.hooks,
} satisfies Fields;

/** A change of one source. */
export type SourceChange = Change<typeof sourceFields>;

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
    old_secrets_valid_until: time.nullable().describe('Until then the secrets before a renewed one count too'),
    ...answerShape(shown),
    setup: z.array(z.string()).describe('What to do on the platform'),
    events: z.array(z.object({ platform: z.string(), type: z.string(), category: z.enum(categories) })),
    samples: z.array(z.string()).describe('For trying it: POST /v1/sources/{source}/test'),
    provisioned_by: provisionedBy,
    last_received_at: time.nullable(),
    last_refused_at: time.nullable(),
    refused: z.int().describe('Refused requests that are kept; see /refused'),
    health: z.enum(['ok', ...needSeverities]).describe('Attention: it refuses what a platform sends'),
  })
  .meta({ id: 'Source' });

/** A source as it was set, with the secret that Crier made up for it. */
export const sourceSetSchema = sourceSchema.extend({
  secret: z.string().optional().describe('Made by Crier, told this once'),
});

/** A source with what a store has switched on of it. */
interface ShownSource {
  source: Omit<Source, 'prove' | 'translate'>;
  /** Undefined: it is off. */
  enabled:
    | {
        secretCount: number;
        oldSecretsUntil?: number | undefined;
        username?: string | undefined;
        category?: Category | undefined;
        hooks?: Readonly<Record<string, string>> | undefined;
        provisionedBy?: string | undefined;
      }
    | undefined;
  activity: SourceActivity | undefined;
  /** Undefined: it needs nobody. */
  need: Need | undefined;
}

/**
 * A source as the API answers it.
 *
 * @param address where the platform reaches Crier, such as `https://crier.example.com/in/main/tebex`.
 * @param samples names of its samples.
 */
export function presentSource(
  { source, enabled, activity, need }: ShownSource,
  address: string,
  samples: readonly string[],
): z.infer<typeof sourceSchema> {
  const whole = `${address}${source.secret.inUrl ? '?secret=<the secret>' : ''}`;
  return {
    id: source.id,
    title: source.title,
    enabled: enabled !== undefined,
    address: whole,
    link: source.link,
    secret_name: source.secret.name,
    secret_from: source.secret.from,
    secrets: enabled?.secretCount ?? 0,
    old_secrets_valid_until: isoOrNull(enabled?.oldSecretsUntil),
    ...present(shown, enabled ?? {}),
    setup: source.setup.map((step) => setupStep(step, whole, enabled?.username)),
    events: source.events.map((event) => ({ ...event })),
    samples: [...samples],
    provisioned_by: enabled?.provisionedBy ?? null,
    last_received_at: isoOrNull(activity?.lastReceivedAt),
    last_refused_at: isoOrNull(activity?.lastRefusedAt),
    refused: activity?.refused ?? 0,
    health: need?.severity ?? 'ok',
  };
}

/** A secret of a source that was renewed. */
export const rotatedSourceSecretSchema = z.object({
  secret: z.string(),
  old_secrets_valid_until: z.iso.datetime(),
});

/** The body that makes a webhook of a source. */
export const hookBody = z.strictObject({
  name: zodCodec(text(80, 'New buyer')).describe('Its events are told by it'),
});

/** A webhook that was made of a source. */
export const hookSchema = z.object({
  id: z.string().describe('The event id, made up'),
  name: z.string(),
  url: z.string().describe('What its sender posts to'),
});

/** The events that a sample of a source became. */
export const testedSourceSchema = z.object({ sample: z.string(), data: z.array(acceptedSchema) });
