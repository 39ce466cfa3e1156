import type { z } from 'zod';
import { eventWithDeliveriesSchema } from '../contract/delivery.ts';
import { read } from './api.ts';
import type { CliContext } from './context.ts';
import { placeOf } from './destinations.ts';

/** An event with what has become of it. */
export type SettledEvent = z.infer<typeof eventWithDeliveriesSchema>;

/** Events when all of their deliveries have settled, or as they are when the patience ends. */
export async function settle(context: CliContext, ids: readonly string[], patienceMs: number): Promise<SettledEvent[]> {
  const giveUpAt = context.now() + patienceMs;
  const settled: SettledEvent[] = [];
  let waiting = ids;
  for (let pause = 50; ; pause = Math.min(1_000, pause * 2)) {
    const still: string[] = [];
    const isOver = context.now() > giveUpAt;
    for (const id of waiting) {
      const report = read(eventWithDeliveriesSchema, await context.request('GET', `/v1/events/${id}`));
      if (isOver || report.deliveries.every(({ status }) => status !== 'pending')) settled.push(report);
      else still.push(id);
    }
    if (still.length === 0) return settled;
    waiting = still;
    await context.sleep(pause);
  }
}

/** The time that a sample is given to arrive before its sender is told that it has not. */
const sampleMs = 3_000;

/** A sentence that says whether samples that were just sent can be seen, or what keeps them. */
export async function whereSamplesAre(context: CliContext, ids: readonly string[]): Promise<string> {
  const preview = `${context.serviceUrl()}/preview`;
  const settled = await settle(context, ids, sampleMs);
  const deliveries = settled.flatMap((one) => one.deliveries);
  const missing = deliveries.filter(({ status }) => status !== 'delivered');
  const [first] = missing;
  const them = ids.length === 1 ? 'it' : 'them';
  if (first === undefined) return `See ${them} in Discord, or at ${preview}`;
  const where = first.status === 'unrouted' ? 'there is no route for it' : `${placeOf(first)}: ${whyOf(first)}`;
  const rest = missing.length === deliveries.length ? '' : ` (${deliveries.length - missing.length} arrived)`;
  return `Not all is in Discord yet${rest}. ${where}\nWhat is wrong, and the cure: npm run crier -- status`;
}

function whyOf({ status, reason }: SettledEvent['deliveries'][number]): string {
  if (reason !== null) return reason;
  return status === 'pending' ? 'it waits for its turn, and is sent by itself' : status;
}
