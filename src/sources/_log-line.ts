import { Json } from '../lib/json-reader.ts';
import { parseExactly } from '../lib/parse-exactly.ts';
import { CrierError } from '../model/errors.ts';
import type { Severity } from '../model/event.ts';
import type { SourceEvent, SourceSettings, Translation } from '../model/source.ts';
import { eventOf, humanise, personOf, slugOf } from './_event.ts';
import { fieldsOf } from './_fields.ts';

/** One line of a game server's log, whatever it travelled in. */
export interface LogLine {
  /** The server's word for what happened: ox_lib's `event`. */
  name: string | undefined;
  message: string | undefined;
  /** Its levels in the sender's words, the one to believe first; those that nobody knows are passed over. */
  levels: readonly (string | undefined)[];
  occurredAt: string | undefined;
  /** The other labels. */
  labels: Readonly<Record<string, string>>;
  /** All that was sent of it. */
  original: unknown;
}

/** The most lines of one request: a batch of 1,000 is usual, and a transaction of more holds up all others. */
const mostLines = 5_000;

/**
 * The lines of one request as events, all of them. A line that is none costs itself alone.
 *
 * @param lines undefined: not a line.
 * @param form of a line, for messages.
 * @throws CrierError `body_too_large` for more than are taken at once, `invalid_json` where none can be read.
 */
export function logEvents(
  source: string,
  lines: readonly (LogLine | undefined)[],
  form: string,
  settings: SourceSettings,
): Pick<Translation, 'events' | 'originals' | 'leftOut'> {
  if (lines.length > mostLines) {
    throw new CrierError(
      'body_too_large',
      `The request has ${lines.length} lines, and ${mostLines} are taken at once. Nothing was stored; send smaller batches.`,
    );
  }
  const read = lines.filter((line) => line !== undefined);
  const events = read.map((line) => logEvent(source, line, settings));
  const originals = read.map((line) => line.original);
  const bad = lines.length - events.length;
  if (bad === 0) return { events, originals };
  const where = `the first is number ${lines.indexOf(undefined) + 1}: expected ${form}`;
  if (events.length === 0) throw new CrierError('invalid_json', `No line can be read; ${where}.`);
  return { events, originals, leftOut: `${bad} of ${lines.length} lines cannot be read and were left out; ${where}.` };
}

const severities: Readonly<Record<string, Severity>> = {
  trace: 'info',
  debug: 'info',
  info: 'info',
  notice: 'info',
  success: 'success',
  warn: 'warning',
  warning: 'warning',
  error: 'error',
  err: 'error',
  critical: 'critical',
  fatal: 'critical',
  emergency: 'critical',
  alert: 'critical',
};

/** The severity of a level: a word, or a number as pino and bunyan write it (10 trace … 60 fatal); undefined for any other. */
export function severityOf(level: string | undefined): Severity | undefined {
  const word = (level ?? '').trim().toLowerCase();
  if (Object.hasOwn(severities, word)) return severities[word];
  if (!/^\d{1,3}$/.test(word)) return undefined;
  const number = Number(word);
  if (number < 10) return undefined;
  if (number < 40) return 'info';
  if (number < 50) return 'warning';
  return number < 60 ? 'error' : 'critical';
}

/** The labels that tell of a player, in the words of FiveM's identifiers and of frameworks. */
const nameLabels = ['username', 'player', 'playerName', 'player_name'];
const idLabels = ['license', 'license2', 'citizenid', 'steam', 'fivem', 'discord'];

/** Labels that the message says elsewhere, and addresses that are nobody's business. */
const hidden = /^(message|level|severity|detected_level|ip|email|token|.*password.*)$/i;

/** A line as an event; errors go to the errors, the rest where the address or the owner says. */
function logEvent(source: string, line: LogLine, settings: SourceSettings): SourceEvent {
  const severity = line.levels.map(severityOf).find((known) => known !== undefined) ?? 'info';
  const isBad = severity === 'error' || severity === 'critical';
  const pick = (names: readonly string[]) => names.map((name) => line.labels[name]).find((text) => text !== undefined);
  const shown = Object.entries(line.labels).filter(
    ([name, text]) => !hidden.test(name) && !nameLabels.includes(name) && text !== '',
  );
  return eventOf({
    type: `log.${slugOf(line.name ?? source)}`.slice(0, 100),
    category: isBad ? 'errors' : (settings.category ?? 'processing'),
    severity,
    title: humanise(line.name ?? 'Log'),
    description: withoutColours(line.message)?.slice(0, 20_000),
    occurred_at: line.occurredAt,
    player: personOf({ name: pick(nameLabels), id: pick(idLabels) }),
    application: line.labels['resource']?.slice(0, 100),
    fields: fieldsOf(Object.fromEntries(shown.slice(0, 12).map(([name, text]) => [humanise(name), text]))),
  });
}

/** `^1` and `~r~` are colours of the game's console. */
function withoutColours(text: string | undefined): string | undefined {
  return text?.replace(/\^\d/g, '').replace(/~[a-z]~/g, '');
}

/** The simple values of an object as texts. */
export function labelsOf(value: Json): Record<string, string> {
  const texts = value.entries().flatMap(([name, item]) => {
    const text = item.text() ?? (item.exists ? JSON.stringify(shallow(item)) : undefined);
    return text === undefined ? [] : [[name.slice(0, 256), text.slice(0, 1_000)] as const];
  });
  return Object.fromEntries(texts);
}

/** The nested parts of a label, to one level. */
function shallow(item: Json): unknown {
  if (item.list().length > 0)
    return item
      .list()
      .slice(0, 20)
      .map((one) => one.text() ?? '…');
  return Object.fromEntries(
    item
      .entries()
      .slice(0, 20)
      .map(([name, one]) => [name, one.text() ?? '…']),
  );
}

/** A line that is JSON as its parts, any other as its message. */
export function readLine(line: string): Json {
  if (!line.trimStart().startsWith('{')) return new Json({ message: line });
  try {
    return new Json(parseExactly(line));
  } catch {
    return new Json({ message: line });
  }
}
