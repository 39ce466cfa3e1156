import { z } from 'zod';
import { iso } from '../lib/iso.ts';
import { categories } from '../model/category.ts';
import type { DropInWebhook } from '../model/relayed-message.ts';
import { time } from './parts.ts';

export const webhookSchema = z
  .object({ id: z.string(), name: z.string(), category: z.enum(categories), created_at: time })
  .meta({ id: 'Webhook' });

/** A drop-in webhook that was made, with its address. */
export const createdWebhookSchema = webhookSchema.extend({ url: z.string() });

/** A drop-in webhook as the API answers it: without its token. */
export function presentWebhook({ id, name, category, createdAt }: DropInWebhook): z.infer<typeof webhookSchema> {
  return { id, name, category, created_at: iso(createdAt) };
}
