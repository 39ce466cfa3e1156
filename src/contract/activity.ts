import { z } from 'zod';

/** An activity as `GET /v1/tail` tells it; each kind says some of it. */
export const activitySchema = z.object({
  kind: z.string(),
  id: z.string().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
  player: z.string().optional(),
  amount: z.object({ value: z.string(), currency: z.string() }).optional(),
  delivery: z.string().optional(),
  event: z.string().optional(),
  destination: z.string().optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  state: z.string().optional(),
  latency_ms: z.number().optional(),
});
