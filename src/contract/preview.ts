import { z } from 'zod';
import { time } from './parts.ts';

/** A link that opens the preview. */
export const previewLinkSchema = z.object({
  path: z.string().describe('To be put after the address of the service, such as http://127.0.0.1:8787'),
  expires_at: time,
});
