import type { Command } from 'commander';
import { parseDuration } from '../lib/duration.ts';
import { CliError } from './context.ts';

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
    .option('--status <status>', 'pending, delivered, failed, cancelled or unrouted')
    .option('--category <category>')
    .option('--type <type>', 'event type')
    .option('--destination <id>', 'dst_…')
    .option('--since <time>', 'a time, or a duration such as 2h or 7d')
    .option('--until <time>', 'likewise')
    .option('--q <words>', 'player, ids, title');
}

/** The filter as the API takes it. @throws CliError for a time that is none. */
export function toFilter(options: FilterOptions, now: number): Record<string, string> {
  const { status, category, type, destination, q } = options;
  const filter = {
    status,
    category,
    type,
    destination,
    q,
    since: time(options.since, now),
    until: time(options.until, now),
  };
  return Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function time(text: string | undefined, now: number): string | undefined {
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration !== undefined) return new Date(now - duration).toISOString();
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new CliError(`"${text}" is no time; write 2h, 7d or 2026-01-31T18:00:00Z.`);
  return new Date(at).toISOString();
}
