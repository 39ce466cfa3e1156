import { z } from 'zod';

/** A copy of the database. */
export const backupSchema = z.object({ path: z.string().describe('On the machine of the service'), bytes: z.int() });
