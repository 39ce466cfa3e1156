import { z } from 'zod';
import { categories } from '../../model/category.ts';
import type { DropInWebhook } from '../../model/relayed-message.ts';

export const webhookSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.enum(categories),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' });

/** A drop-in webhook as the API shows it: without its token. */
export function presentWebhook({ id, name, category, createdAt }: DropInWebhook): z.infer<typeof webhookSchema> {
  return { id, name, category, created_at: new Date(createdAt).toISOString() };
}
