import { clearedTestEventsSchema, testEventCountSchema } from '../contract/test-events.ts';
import { count } from '../lib/count.ts';
import { read } from './api.ts';
import { type CliContext, CliError, type Result } from './context.ts';

/** Deletes what the demo, samples and tests left in the log, once the count of it was confirmed. */
export async function clearTests(context: CliContext, isSure: boolean): Promise<Result> {
  const { events, waiting } = read(testEventCountSchema, await context.request('GET', '/v1/test-events'));
  if (events === 0)
    return { text: 'The log holds no event of the demo, samples or tests.', data: { deleted: 0, cancelled: 0 } };
  const all = count(events, 'event');
  const wait =
    waiting === 0 ? '' : ` ${count(waiting, 'delivery', 'deliveries')} of them still wait and will not be sent.`;
  const question = `Delete ${all} of the demo, samples and tests from the log?${wait} What stands in Discord stays there.`;
  if (!isSure && !(await context.confirm(question)))
    throw new CliError(`Nothing was deleted: there are ${all}. Answer y, or pass --yes.`);
  const done = read(clearedTestEventsSchema, await context.request('DELETE', '/v1/test-events'));
  const cancelled =
    done.cancelled === 0 ? '' : `; ${count(done.cancelled, 'delivery', 'deliveries')} that waited will not be sent`;
  return { text: `${count(done.deleted, 'event is', 'events are')} deleted${cancelled}.`, data: done };
}
