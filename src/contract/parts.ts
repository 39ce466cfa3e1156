import { z } from 'zod';
import { iso } from '../lib/iso.ts';

/** A time as the API answers it. */
export const time = z.iso.datetime().describe('RFC 3339, UTC');

export function isoOrNull(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : iso(epochMs);
}

/** The place where an operator has set a thing: in a file or the environment. */
export const provisionedBy = z.string().nullable().describe('Where the operator set it; then it is read-only here');

/** The answer of a list that is told as a whole. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: z.null() });
}
