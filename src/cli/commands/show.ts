import type { z } from 'zod';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, CliError, type Result } from '../context.ts';
import {
  type attemptShape,
  deliveryReportShape,
  type deliveryShape,
  eventReportShape,
  type eventShape,
} from '../shapes.ts';

type Attempt = z.infer<typeof attemptShape>;
type Delivery = z.infer<typeof deliveryShape> & { attempts: Attempt[] };

export default {
  declare(program, run) {
    program
      .command('show <id>')
      .description('everything about an event (evt_…) or a delivery (dlv_…)')
      .action(run(show));
  },
} satisfies CliCommand;

async function show(context: CliContext, id: string): Promise<Result> {
  if (id.startsWith('evt_')) {
    const answer = await context.request('GET', `/v1/events/${id}`);
    const event = read(eventReportShape, answer);
    return { text: [...aboutEvent(event), ...event.deliveries.flatMap(aboutDelivery)].join('\n'), data: answer };
  }
  if (!id.startsWith('dlv_')) throw new CliError(`"${id}" is neither an event (evt_…) nor a delivery (dlv_…).`);
  const answer = await context.request('GET', `/v1/deliveries/${id}`);
  const delivery = read(deliveryReportShape, answer);
  return { text: [...aboutEvent(delivery.event), ...aboutDelivery(delivery)].join('\n'), data: answer };
}

function aboutEvent(event: z.infer<typeof eventShape>): string[] {
  const { id, type, category, title, player, recipient, amount, accepted_at } = event;
  const facts = [
    ['event', `${id}`],
    ['what', `${type} (${category})${title === undefined ? '' : `: ${title}`}`],
    ['player', [player?.name, recipient?.name].filter((name) => name !== undefined).join(' → ')],
    ['amount', amount === undefined ? '' : `${amount.value} ${amount.currency}`],
    ['accepted', accepted_at],
  ];
  return facts.filter(([, value]) => value !== '').map(([name = '', value]) => `${name.padEnd(10)}${value}`);
}

function aboutDelivery(delivery: Delivery): string[] {
  const { id, status, route, reason, message_url, next_attempt_at, attempts } = delivery;
  const head = `delivery  ${id}  ${status}${reason === null ? '' : `: ${reason}`}`;
  const facts = [
    route === null ? undefined : `  route ${route}`,
    status === 'pending' && next_attempt_at !== null ? `  next attempt ${next_attempt_at}` : undefined,
    message_url === null ? undefined : `  ${message_url}`,
  ].filter((line) => line !== undefined);
  return ['', head, ...facts, ...attempts.map(aboutAttempt)];
}

function aboutAttempt({ number, at, outcome, status_code, code, reason, latency_ms }: Attempt): string {
  const status = status_code === null ? '' : ` ${status_code}${code === null ? '' : ` (${code})`}`;
  return `  #${number}  ${at}  ${outcome}${status}  ${latency_ms} ms${reason === null ? '' : `  ${reason}`}`;
}
