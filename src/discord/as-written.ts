import type { DiscordMessage, Embed, EmbedField } from './message.ts';

type Block = Readonly<Record<string, unknown>>;

/**
 * A message as a sender wrote it, in Discord's form. What has another form is told in it where that can be: numbers and
 * truth values as text, a table as compact JSON, a colour of digits or `#rrggbb` as a number, a picture named by its
 * address alone, a list that PHP or Lua wrote as a table. Lengths, counts and addresses are left to `makeValid`. Pure.
 */
export function asWritten(body: Block): DiscordMessage {
  const { embeds, ...rest } = body;
  // The other parts are read one by one when the message is made valid, whatever their form.
  const message: DiscordMessage = rest;
  return {
    ...message,
    content: textOf(body['content']),
    username: textOf(body['username']),
    embeds: itemsOf(embeds).map(embedOf),
  };
}

/** The items of a list, or of a table that stands for one: `{}` for none, `{"1": …, "2": …}`. Empty for all else. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const entries = Object.entries(blockOf(value));
  return entries.every(([key]) => /^\d+$/.test(key)) ? entries.map(([, item]) => item) : [];
}

/** A text; undefined where there is nothing to say. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return undefined;
  return JSON.stringify(value);
}

function embedOf(value: unknown): Embed {
  if (typeof value !== 'object' || value === null) return { description: textOf(value) };
  const from = blockOf(value);
  const author = namedBlock(from['author'], 'name');
  const footer = namedBlock(from['footer'], 'text');
  return {
    title: textOf(from['title']),
    description: textOf(from['description']),
    url: stringOf(from['url']),
    timestamp: timeOf(from['timestamp']),
    color: colourOf(from['color']),
    author: {
      name: textOf(author['name']) ?? '',
      url: stringOf(author['url']),
      icon_url: stringOf(author['icon_url']),
    },
    fields: fieldsOf(from['fields']),
    thumbnail: pictureOf(from['thumbnail']),
    image: pictureOf(from['image']),
    footer: { text: textOf(footer['text']) ?? '', icon_url: stringOf(footer['icon_url']) },
  };
}

/** A list of fields, one alone, or a table of names and values. */
function fieldsOf(value: unknown): EmbedField[] {
  const items = itemsOf(value);
  const table = blockOf(value);
  if (items.length > 0 || Object.keys(table).length === 0) return items.map(fieldOf);
  if ('value' in table) return [fieldOf(table)];
  return Object.entries(table).map(([name, one]) => ({ name, value: textOf(one) ?? '' }));
}

/** A block, or its main part alone. */
function namedBlock(value: unknown, main: string): Block {
  return typeof value === 'object' ? blockOf(value) : { [main]: value };
}

function fieldOf(value: unknown): EmbedField {
  if (typeof value !== 'object' || value === null) return { name: '', value: textOf(value) ?? '' };
  const field = blockOf(value);
  const inline = field['inline'];
  return {
    name: textOf(field['name']) ?? '',
    value: textOf(field['value']) ?? '',
    inline:
      inline === undefined || inline === null ? undefined : [true, 1, '1', 'true', 'True'].includes(inline as string),
  };
}

function pictureOf(value: unknown): { url: string } | undefined {
  const url = stringOf(typeof value === 'string' ? value : blockOf(value)['url']);
  return url === undefined ? undefined : { url };
}

function colourOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.round(value);
  if (typeof value !== 'string') return undefined;
  const [, digits, hex] = /^\s*(?:(\d{1,8})|(?:#|0x)([0-9a-f]{6}))\s*$/i.exec(value) ?? [];
  if (digits !== undefined) return Number(digits);
  return hex === undefined ? undefined : Number.parseInt(hex, 16);
}

/** Unix seconds or milliseconds too, as Lua's os.time and JavaScript's Date.now write them. */
function timeOf(value: unknown): string | undefined {
  const number = typeof value === 'string' && /^\d{9,13}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return stringOf(value);
  const date = new Date(number < 1e11 ? number * 1_000 : number);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function blockOf(value: unknown): Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
