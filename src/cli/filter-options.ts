import { type Command, Option } from 'commander';
import { parseDuration } from '../lib/duration.ts';
import { iso } from '../lib/iso.ts';
import { eventCategories } from '../model/category.ts';
import { deliveryStatuses } from '../model/delivery.ts';
import { UsageError } from './context.ts';

export interface FilterOptions {
  status?: string;
  category?: string;
  type?: string;
  destination?: string;
  since?: string;
  until?: string;
  q?: string;
}

/** Declares the options that filter deliveries. */
export function filterOptions(command: Command): Command {
  return command
    .addOption(new Option('--status <status>', 'as it is now').choices(deliveryStatuses))
    .addOption(new Option('--category <category>', 'of the event').choices(eventCategories))
    .option('--type <type>', 'of the event, such as payment.completed')
    .option('--destination <name>', 'name of an endpoint, or dst_…')
    .option('--since <time>', '2h or 7d ago, or a time such as 2026-01-31T18:00Z')
    .option('--until <time>', 'likewise')
    .option('--q <words>', 'player, ids, title, goods');
}

/** The filter as the API takes it. @throws UsageError for a time that is none. */
export function toFilter(options: FilterOptions, now: number): Record<string, string> {
  const { status, category, type, destination, q } = options;
  const since = options.since && timeOf(options.since, now);
  const until = options.until && timeOf(options.until, now);
  const filter = { status, category, type, destination, q, since, until };
  return Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** A time as a person writes it, in RFC 3339. @throws UsageError for a text that is none. */
export function timeOf(text: string, now: number): string {
  const duration = parseDuration(text);
  if (duration !== undefined) return iso(now - duration);
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError(`"${text}" is no time; write 2h, 7d or 2026-01-31T18:00:00Z.`);
  return iso(at);
}
