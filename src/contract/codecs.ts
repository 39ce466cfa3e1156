import { z } from 'zod';
import { didYouMean } from '../lib/did-you-mean.ts';
import { durationForm, parseDuration, shortDuration } from '../lib/duration.ts';
import { countCodePoints } from '../lib/text.ts';
import type { Codec } from './field.ts';
import { accept, type Parsed, refuse } from './parsed.ts';

/** A codec of what is inside as it is outside. */
function plain<T>(
  wire: z.ZodType<T>,
  shown: z.ZodType<T>,
  expected: string,
  read: (value: unknown) => Parsed<T>,
): Codec<T> {
  return { expected, wire, shown, read, present: (value) => value };
}

/** Text of 1 to `most` characters, blanks around it taken off. */
export function text(most: number, example: string): Codec<string> {
  const expected = `text of 1 to ${most} characters, such as ${example}`;
  return plain(z.string().min(1).max(most), z.string(), expected, (value) => {
    if (typeof value !== 'string') return refuse('is not text', expected, 'Put the value into quotes.');
    const trimmed = value.trim();
    const length = countCodePoints(trimmed);
    if (length >= 1 && length <= most) return accept(trimmed);
    const cure = 'Write a text of that length, or remove the line.';
    return refuse(length === 0 ? 'is empty' : 'is too long', expected, cure);
  });
}

/** The secret of a sender or a receiver. */
export const secretText = text(500, 'the secret that the platform shows');

/** Any text up to `most` characters, letter by letter. */
export function anyText(most: number): Codec<string> {
  return plain(z.string().max(most), z.string(), 'text', (value) => {
    if (typeof value !== 'string') return refuse('is not text', 'text', 'Put the value into quotes.');
    if (value.length <= most) return accept(value);
    return refuse('is too long', `text of at most ${most} characters`, 'Write a shorter one.');
  });
}

/** One of a few words. */
export function choice<const T extends string>(choices: readonly T[]): Codec<T> {
  const expected = choices.join(', ');
  const words = z.enum(choices);
  const codec = plain<T>(words, words, expected, (value) => {
    const found = choices.find((known) => known === value);
    if (found !== undefined) return accept(found);
    const cure = `${typeof value === 'string' ? didYouMean(value, choices) : ''}Write one of these words.`;
    return refuse('is not one of the known words', expected, cure);
  });
  return { ...codec, choices };
}

export const yesOrNo: Codec<boolean> = plain(z.boolean(), z.boolean(), 'true or false', (value) =>
  typeof value === 'boolean'
    ? accept(value)
    : refuse('is neither true nor false', 'true or false', 'Write true or false, without quotes.'),
);

export function wholeNumber(least: number, most: number): Codec<number> {
  const expected = `a whole number from ${least} to ${most}`;
  const message = `expected ${expected}`;
  return plain(z.int(message).min(least, message).max(most, message), z.int(), expected, (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? accept(Number(value))
      : refuse('is not such a number', expected, 'Write a whole number.'),
  );
}

/** Milliseconds, written `90d`; longer than nothing. */
export const duration: Codec<number, string> = {
  expected: durationForm,
  wire: z.string(),
  shown: z.string(),
  read(value) {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined;
    return ms !== undefined && ms > 0
      ? accept(ms)
      : refuse('is not a duration', durationForm, 'Write a number and a unit without a blank, such as 90d.');
  },
  present: shortDuration,
};

const mostRetries = 100;
const delaysForm = `at most ${mostRetries} durations such as [0, 1s, 5s, 25s], or a repeated one such as 5 x 300s`;

/** Delays in milliseconds, written `[0, 1s, 5s]` or `5 x 300s`; an empty list means one attempt alone. */
export const retryDelays: Codec<readonly number[], readonly string[]> = {
  expected: delaysForm,
  wire: z.array(z.string()).max(mostRetries),
  shown: z.array(z.string()),
  read(value) {
    const delays = (Array.isArray(value) ? value : [value]).flatMap(expandDelay);
    const known = delays.filter((delay) => delay !== undefined);
    return known.length === delays.length && known.length <= mostRetries
      ? accept(known)
      : refuse('is not a list of delays', delaysForm, 'Give each delay a unit, and put a comma between two.');
  },
  present: (delays) => delays.map(shortDuration),
};

function expandDelay(value: unknown): (number | undefined)[] {
  if (value === 0) return [0];
  if (typeof value !== 'string') return [undefined];
  const [, times, delay] = /^\s*(\d{1,3})\s*[x×*]\s*(.+)$/.exec(value) ?? [];
  if (times === undefined || delay === undefined) return [parseDuration(value)];
  return Array.from({ length: Number(times) }, () => parseDuration(delay));
}

const webUrlForm = 'an http or https URL of at most 2,048 characters';

export const webUrl: Codec<string> = plain(
  z.string().max(2048).meta({ format: 'uri' }),
  z.string(),
  webUrlForm,
  (value) => {
    const url = typeof value === 'string' ? URL.parse(value.trim()) : null;
    return url !== null && /^https?:$/.test(url.protocol) && url.href.length <= 2048
      ? accept(url.href)
      : refuse('is not a URL', webUrlForm, 'Write the whole URL, with https://.');
  },
);

const colourForm = '"#rrggbb" in quotes, or a number from 0 to 16777215';

/** A colour as 0xRRGGBB, written `"#rrggbb"` or as a number. */
export const colour: Codec<number, string | number> = {
  expected: colourForm,
  wire: z.union([z.string(), z.int()]),
  shown: z.string(),
  read(value) {
    const digits = typeof value === 'string' ? /^#([0-9a-f]{6})$/i.exec(value.trim())?.[1] : undefined;
    const number = digits === undefined ? value : Number.parseInt(digits, 16);
    return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 0xffffff
      ? accept(number)
      : refuse('is not a colour', colourForm, 'Write for example "#2ecc71".');
  },
  present: (value) => `#${value.toString(16).padStart(6, '0')}`,
};

/** A list whose items are all read alike. */
export function list<Model, Wire>(
  item: Codec<Model, Wire>,
  most: number,
  example: string,
): Codec<readonly Model[], readonly Wire[]> {
  const expected = `a list of at most ${most}, such as ${example}`;
  return {
    expected,
    wire: z.array(item.wire).max(most),
    shown: z.array(item.shown),
    read(value) {
      if (!Array.isArray(value) || value.length > most)
        return refuse('is not such a list', expected, `Write it in brackets: ${example}.`);
      const items: Model[] = [];
      for (const [index, one] of value.entries()) {
        const parsed = item.read(one);
        if (!parsed.ok)
          return refuse(`has an entry (number ${index + 1}) that ${parsed.what}`, parsed.expected, parsed.cure);
        items.push(parsed.value);
      }
      return accept(items);
    },
    present: (items) => items.map((one) => item.present(one)),
  };
}
