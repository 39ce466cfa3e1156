import { z } from 'zod';

/** An error as the API answers it (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; see the list of codes'),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    expected: z.unknown().optional().describe('A body that would have been taken'),
  })
  .meta({ id: 'Problem' });
