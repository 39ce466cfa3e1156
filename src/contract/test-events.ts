import { z } from 'zod';

/** The events that were made to try things. */
export const testEventCountSchema = z
  .object({ events: z.int(), waiting: z.int().describe('Deliveries of theirs that wait') })
  .meta({ id: 'TestEventCount' });

/** The events that were deleted. */
export const clearedTestEventsSchema = z
  .object({ deleted: z.int().describe('Events'), cancelled: z.int().describe('Deliveries of theirs that waited') })
  .meta({ id: 'ClearedTestEvents' });
