import { z } from 'zod';
import { didYouMean } from '../lib/did-you-mean.ts';
import { durationForm, parseDuration } from '../lib/duration.ts';
import { accept, type Parsed, type Refusal, refuse } from './parsed.ts';

/** Reads one value of a YAML file. */
export type Read<T> = (value: unknown) => Parsed<T>;

/**
 * A zod schema of one value, whose issue carries `what`, `expected` and `cure` of the refusal as `params`.
 */
export function leaf<T>(read: Read<T>) {
  return z.unknown().transform((value, context): T => {
    const parsed = read(value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.what, params: orNothing(value, parsed) });
    return z.NEVER;
  });
}

/** For a key with nothing behind it. */
export function noValue(expected: string): Refusal {
  const cure = 'Write the value behind the colon (in quotes if it begins with #), or remove the line.';
  return refuse('has no value', expected, cure);
}

function orNothing(value: unknown, refusal: Refusal): Refusal {
  if (value === null) return noValue(refusal.expected);
  return value === undefined ? refuse('is missing', refusal.expected, 'Add it.') : refusal;
}

/** Text of 1 to `most` characters, blanks around it taken off. */
export function text(most: number, example: string): Read<string> {
  const expected = `text of 1 to ${most} characters, such as ${example}`;
  return (value) => {
    if (typeof value !== 'string') return refuse('is not text', expected, 'Put the value into quotes.');
    const trimmed = value.trim();
    const length = [...trimmed].length;
    if (length >= 1 && length <= most) return accept(trimmed);
    return refuse(
      length === 0 ? 'is empty' : 'is too long',
      expected,
      'Write a text of that length, or remove the line.',
    );
  };
}

/** One of a few words. */
export function choice<const T extends string>(choices: readonly T[]): Read<T> {
  return (value) => {
    const found = choices.find((known) => known === value);
    if (found !== undefined) return accept(found);
    const cure = `${typeof value === 'string' ? didYouMean(value, choices) : ''}Write one of these words.`;
    return refuse('is not one of the known words', choices.join(', '), cure);
  };
}

export const yesOrNo: Read<boolean> = (value) =>
  typeof value === 'boolean'
    ? accept(value)
    : refuse('is neither true nor false', 'true or false', 'Write true or false, without quotes.');

/** Milliseconds of a duration such as `90d`; longer than nothing. */
export const duration: Read<number> = (value) => {
  const ms = typeof value === 'string' ? parseDuration(value) : undefined;
  return ms !== undefined && ms > 0
    ? accept(ms)
    : refuse('is not a duration', durationForm, 'Write a number and a unit without a blank, such as 90d.');
};

const mostRetries = 100;

/** Delays in milliseconds from `[0, 1s, 5s]` or `5 x 300s`; an empty list means one attempt alone. */
export const retryDelays: Read<number[]> = (value) => {
  const delays = (Array.isArray(value) ? value : [value]).flatMap(expandDelay);
  const known = delays.filter((delay) => delay !== undefined);
  return known.length === delays.length && known.length <= mostRetries
    ? accept(known)
    : refuse(
        'is not a list of delays',
        `at most ${mostRetries} durations such as [0, 1s, 5s, 25s], or a repeated one such as 5 x 300s`,
        'Give each delay a unit, and put a comma between two.',
      );
};

function expandDelay(value: unknown): (number | undefined)[] {
  if (value === 0) return [0];
  if (typeof value !== 'string') return [undefined];
  const [, times, delay] = /^\s*(\d{1,3})\s*[x×*]\s*(.+)$/.exec(value) ?? [];
  if (times === undefined || delay === undefined) return [parseDuration(value)];
  return Array.from({ length: Number(times) }, () => parseDuration(delay));
}

/** The id of something in Discord. */
export function snowflake(of: string): Read<string> {
  return (value) => {
    if (typeof value === 'string' && /^\d{17,20}$/.test(value.trim())) return accept(value.trim());
    const isMention = typeof value === 'string' && /^<?@/.test(value.trim());
    return refuse(
      isMention ? 'is a mention, not an id' : 'is not an id of Discord',
      `the id of ${of}: 17 to 20 digits`,
      `In Discord: Settings, Advanced, Developer Mode on; then right-click ${of} and choose Copy ID.`,
    );
  };
}

const usernameForm = 'a name of 1 to 80 characters without "discord" or "clyde" in it, not "everyone" or "here"';

/** A name that messages appear under. Discord's rules: https://docs.discord.com/developers/resources/webhook */
export const username: Read<string> = (value) => {
  const name = typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '';
  if (name === '' || [...name].length > 80)
    return refuse('is not a name of 1 to 80 characters', usernameForm, 'Write a shorter name, in quotes.');
  return /discord|clyde/i.test(name) || /^(everyone|here)$/i.test(name)
    ? refuse('is a name that Discord refuses', usernameForm, 'Choose another name.')
    : accept(name);
};

export const webUrl: Read<string> = (value) => {
  const url = typeof value === 'string' ? URL.parse(value.trim()) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= 2048
    ? accept(url.href)
    : refuse('is not a URL', 'an http or https URL of at most 2,048 characters', 'Write the whole URL, with https://.');
};

/** A colour as 0xRRGGBB from `"#rrggbb"` or a number. */
export const colour: Read<number> = (value) => {
  const digits = typeof value === 'string' ? /^#([0-9a-f]{6})$/i.exec(value.trim())?.[1] : undefined;
  const number = digits === undefined ? value : Number.parseInt(digits, 16);
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 0xffffff
    ? accept(number)
    : refuse('is not a colour', '"#rrggbb" in quotes, or a number from 0 to 16777215', 'Write for example "#2ecc71".');
};

/** A list whose items are all read alike. */
export function list<T>(read: Read<T>, most: number, example: string): Read<T[]> {
  const expected = `a list of at most ${most}, such as ${example}`;
  return (value) => {
    if (!Array.isArray(value) || value.length > most)
      return refuse('is not such a list', expected, `Write it in brackets: ${example}.`);
    const items: T[] = [];
    for (const [index, item] of value.entries()) {
      const parsed = read(item);
      if (!parsed.ok)
        return refuse(`has an entry (number ${index + 1}) that ${parsed.what}`, parsed.expected, parsed.cure);
      items.push(parsed.value);
    }
    return accept(items);
  };
}

/** What proves a sender or a receiver. */
export const secret = text(500, 'the secret that the platform shows');
