import { parseDuration } from '../../lib/duration.ts';
import type { EventInput } from '../../model/event.ts';
import { samples } from '../../model/samples.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from '../context.ts';
import { count } from '../format.ts';
import { acceptedShape } from '../shapes.ts';

const players = ['Steve', 'Alex', 'MiraStone', 'kai_harbor', 'Nova', 'Pixelfuchs', 'TundraWolf', 'Zed', 'lilaLuna'];

/** All eight categories within the first round. */
const order = [
  'payment.completed',
  'perk.granted',
  'subscription.created',
  'gift.sent',
  'error.plugin',
  'tier.reached',
  'subscription.renewed',
  'subscription.cancelled',
  'command.executed',
  'payment.refunded',
  'giftcard.redeemed',
  'queue.priority_applied',
  'payment.disputed',
  'goal.reached',
  'command.failed',
  'donation.received',
  'points.earned',
  'subscription.payment_failed',
];

export default {
  declare(program, run) {
    program
      .command('demo')
      .description('post a lively stream of store events, to see how they look')
      .option('--count <number>', 'how many', '30')
      .option('--every <duration>', 'pause between two', '1s')
      .action(run(demo));
  },
} satisfies CliCommand;

async function demo(context: CliContext, options: { count: string; every: string }): Promise<Result> {
  const wanted = Number(options.count);
  const pause = parseDuration(options.every);
  if (!Number.isInteger(wanted) || wanted < 1) throw new CliError(`--count ${options.count}: expected 1 or more.`);
  if (pause === undefined) throw new CliError(`--every ${options.every}: expected a duration such as 500ms or 1s.`);
  const ids: string[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const event = vary(order[index % order.length] ?? 'payment.completed');
    const { id } = read(acceptedShape, await context.request('POST', '/v1/events', event));
    ids.push(id);
    const price = event.amount === undefined ? '' : `  ${event.amount.value} ${event.amount.currency}`;
    context.say(`${context.paint('green', '✓')} ${event.type.padEnd(28)} ${event.player?.name ?? ''}${price}`);
    if (index + 1 < wanted) await context.sleep(pause);
  }
  return { text: `${count(ids.length, 'event')} sent.`, data: { ids } };
}

/** A sample with another player and another price. */
function vary(type: string): EventInput {
  const sample = samples.get(type);
  if (sample === undefined) throw new Error(`no sample ${type}`);
  const { player, recipient, amount } = sample;
  const [one, other] = [...players].sort(() => Math.random() - 0.5);
  const cents = 99 + 100 * Math.floor(1 + Math.random() * 40);
  return {
    ...sample,
    ...(player === undefined || one === undefined ? {} : { player: { ...player, name: one } }),
    ...(recipient === undefined || other === undefined ? {} : { recipient: { ...recipient, name: other } }),
    ...(amount === undefined ? {} : { amount: { ...amount, value: (cents / 100).toFixed(2) } }),
  };
}
