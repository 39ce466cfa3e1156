import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import { type ApiKey, scopes } from '../model/api-key.ts';
import { categories } from '../model/category.ts';
import { isoOrNull, provisionedBy, time } from './parts.ts';

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(scopes)),
    categories: z.array(z.enum(categories)).nullable(),
    application: z.string().nullable(),
    created_at: time,
    last_used_at: time.nullable(),
    revoked_at: time.nullable(),
    provisioned_by: provisionedBy,
  })
  .meta({ id: 'ApiKey' });

/** A key that was made, with its secret. */
export const createdKeySchema = keySchema.extend({ secret: z.string() });

/** The body that makes a key. */
export const keyBody = z.strictObject({
  name: z.string({ error: 'expected a name, such as "survival server"' }).min(1).max(100),
  scopes: z
    .array(z.enum(scopes))
    .min(1)
    .default(['ingest'])
    .describe(
      '`ingest` posts events, `read` sees, `admin` changes and holds those two; `installation` is for what concerns all stores (backups), and given only by who holds it',
    ),
  categories: z
    .array(z.enum(categories))
    .min(1)
    .optional()
    .describe('Limits an ingest key to events of these, by their type and by the category they name'),
  application: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("The one of the store's applications that all its events are of; one that names another is refused"),
});

/** A key as the API answers it. */
export function presentKey(key: ApiKey): z.infer<typeof keySchema> {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: [...key.scopes],
    categories: key.categories === undefined ? null : [...key.categories],
    application: key.application ?? null,
    created_at: iso(key.createdAt),
    last_used_at: isoOrNull(key.lastUsedAt),
    revoked_at: isoOrNull(key.revokedAt),
    provisioned_by: key.provisionedBy ?? null,
  };
}
