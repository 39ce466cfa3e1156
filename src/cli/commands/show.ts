import type { z } from 'zod';
import {
  type attemptSchema,
  type deliverySchema,
  deliveryWithAttemptsSchema,
  eventWithDeliveriesSchema,
} from '../../contract/delivery.ts';
import type { eventSchema } from '../../contract/event.ts';
import { read } from '../api.ts';
import { type CliCommand, type CliContext, type Result, UsageError } from '../context.ts';
import { placeOf } from '../destinations.ts';
import { examples, groups } from '../examples.ts';
import { clip, pad, when } from '../format.ts';
import { outcomeWord, statusWord } from '../state-words.ts';

type Attempt = z.infer<typeof attemptSchema>;
type Delivery = z.infer<typeof deliverySchema> & { attempts: Attempt[] };
type ShownEvent = z.infer<typeof eventSchema>;

export default {
  declare(program, run) {
    const command = program
      .command('show <id>')
      .helpGroup(groups.look)
      .summary('everything about an event (evt_…) or a delivery (dlv_…)')
      .description('Tells everything about an event (evt_…) or a delivery (dlv_…), with every attempt.')
      .action(run(show));
    examples(command, 'show evt_01a1fb8f4c607476b72566bd29b3bcd4');
  },
} satisfies CliCommand;

async function show(context: CliContext, id: string): Promise<Result> {
  const kind = id.startsWith('evt_') ? 'events' : 'deliveries';
  if (kind === 'deliveries' && !id.startsWith('dlv_')) {
    throw new UsageError(`"${id}" is neither an event (evt_…) nor a delivery (dlv_…).`);
  }
  const answer = await context.request('GET', `/v1/${kind}/${encodeURIComponent(id)}`);
  if (context.isJson) return { text: '', data: answer };
  const { event, deliveries } = kind === 'events' ? fromEvent(answer) : fromDelivery(answer);
  const lines = [...aboutEvent(context, event), ...deliveries.flatMap((one) => aboutDelivery(context, one))];
  return { text: lines.join('\n'), data: answer };
}

function fromEvent(answer: unknown): { event: ShownEvent; deliveries: Delivery[] } {
  const { deliveries, ...event } = read(eventWithDeliveriesSchema, answer);
  return { event, deliveries };
}

function fromDelivery(answer: unknown): { event: ShownEvent; deliveries: Delivery[] } {
  const report = read(deliveryWithAttemptsSchema, answer);
  return { event: report.event, deliveries: [report] };
}

function aboutEvent(context: CliContext, event: ShownEvent): string[] {
  const { player, recipient, amount, fields = [], data = {} } = event;
  const people = [player?.name, recipient?.name].filter((name) => name !== undefined);
  const facts: [string, string | undefined][] = [
    ['event', event.id],
    ['type', `${event.type} (${event.category}, ${event.severity})`],
    ['title', event.title],
    ['text', event.description],
    ['player', people.length === 0 ? undefined : people.join(' → ')],
    ['amount', amount && `${amount.value} ${amount.currency}`],
    ['application', event.application],
    ["sender's id", event.sender_id],
    ['made as', event.is_test && 'a test, which no figure counts'],
    ['belongs to', event.correlation_id],
    ['accepted', `${when(event.accepted_at, context.now())} (${event.accepted_at})`],
    ...fields.map(({ name, value }): [string, string] => [name, value]),
    ...Object.entries(data).map(([key, value]): [string, string] => [key, valueWords(value)]),
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${pad(clip(name, 16), 18)}${clip(value, context.width - 18)}`],
  );
}

/** A value of an event in words: `1.61 USD`, `VIP, Founder`, `name: VIP, price: 9.99`. */
function valueWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '-');
  if (Array.isArray(value)) return value.map(valueWords).join('; ');
  const entries = Object.entries(value);
  const known = new Map<string, unknown>(entries);
  if (entries.length === 2 && known.has('value') && known.has('currency')) {
    return `${known.get('value')} ${known.get('currency')}`;
  }
  return entries.map(([key, inner]) => `${key}: ${valueWords(inner)}`).join(', ');
}

function aboutDelivery(context: CliContext, delivery: Delivery): string[] {
  const { id, status, route, reason, message_url, next_attempt_at, attempts } = delivery;
  const { text, colour } = statusWord(status);
  const isLater = status === 'pending' && next_attempt_at !== null;
  const facts = [
    reason,
    route === null ? undefined : `by the route "${route}"`,
    isLater ? `next attempt ${when(next_attempt_at, context.now())}` : undefined,
    message_url,
  ].filter((line) => typeof line === 'string');
  return [
    '',
    `${id} to ${placeOf(delivery)}: ${context.paint(colour, text)}`,
    ...facts.map((line) => `  ${line}`),
    ...(attempts.length === 0
      ? ['  no attempt yet']
      : attempts.map((attempt) => `  ${aboutAttempt(context, attempt)}`)),
  ];
}

function aboutAttempt(context: CliContext, attempt: Attempt): string {
  const { number, at, outcome, status_code, code, reason, latency_ms } = attempt;
  const { text, colour } = outcomeWord(outcome);
  const codes = [status_code === null ? '' : `HTTP ${status_code}`, code === null ? '' : `code ${code}`];
  const answered = [...codes, `${latency_ms} ms`].filter((part) => part !== '').join(', ');
  const why = reason === null ? '' : `. ${reason}`;
  return `${number}. ${when(at, context.now())}: ${context.paint(colour, text)} (${answered})${why}`;
}
