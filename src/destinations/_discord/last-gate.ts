// Every message passes here last. Whatever it was made of, what leaves is within Discord's limits, so that no event
// is lost to a 400. What is already right passes unchanged.

import { webhookName } from '../../discord/webhook-name.ts';
import { countCodePoints, cut } from '../../lib/text.ts';
import { embedLimits, messageLimits } from './limits.ts';
import type { Attachment, ButtonRow, Embed, EmbedField, LinkButton, Message } from './message.ts';
import { webUrl } from './url.ts';

/** Takes texts as long as the embeds of one message may still hold. */
interface Budget {
  left: number;
}

/**
 * The message, made valid: lengths, counts, the sum over all embeds, no empty part, well-formed URLs that differ
 * between embeds, colours, timestamps, a name that Discord takes. Nobody is pinged but the roles in
 * `allowed_mentions.roles`. A message that holds nothing says so.
 */
export function enforce(message: Message): Message {
  const budget: Budget = { left: messageLimits.embedsSum };
  const attachments = list(message.attachments).slice(0, messageLimits.files).flatMap(attachment);
  const files = new Set(attachments.map(({ filename }) => filename));
  const urls = new Set<string>();
  const embeds = list(message.embeds)
    .map((each) => embed(each, budget, files, urls))
    .filter((each) => each !== undefined)
    .slice(0, messageLimits.embeds);
  const content = text(message.content, messageLimits.content);
  const isEmpty = content === undefined && embeds.length === 0 && attachments.length === 0;
  const username = webhookName(message.username);
  const avatar = webUrl(message.avatar_url);
  const flags = silentFlags(message.flags);
  const rows = list(message.components)
    .map(row)
    .filter((each) => each.components.length > 0)
    .slice(0, messageLimits.rows);
  return {
    ...(isEmpty ? { content: '(empty)' } : content !== undefined && { content }),
    ...(username !== undefined && { username }),
    ...(avatar !== undefined && { avatar_url: avatar }),
    ...(embeds.length > 0 && { embeds }),
    allowed_mentions: allowedMentions(message.allowed_mentions),
    ...(attachments.length > 0 && { attachments }),
    ...(flags !== undefined && { flags }),
    ...(rows.length > 0 && { components: rows }),
  };
}

/** Ids of 64 bits, as decimal text (Discord: API Reference, Snowflakes). */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^[1-9]\d{14,19}$/.test(value) && BigInt(value) < 2n ** 64n;
}

function embed(from: Embed, budget: Budget, files: Set<string>, urls: Set<string>): Embed | undefined {
  if (typeof from !== 'object' || from === null) return undefined;
  const title = take(from.title, embedLimits.title, budget);
  const authorName = take(from.author?.name, embedLimits.author, budget);
  const footer = take(from.footer?.text, embedLimits.footer, budget);
  const description = take(from.description, embedLimits.description, budget);
  const fields = takeFields(list(from.fields), budget);
  const image = imageUrl(from.image?.url, files);
  const thumbnail = imageUrl(from.thumbnail?.url, files);
  const authorUrl = webUrl(from.author?.url);
  const authorIcon = imageUrl(from.author?.icon_url, files);
  const footerIcon = imageUrl(from.footer?.icon_url, files);
  const parts = [title, authorName, footer, description, image, thumbnail];
  if (fields.length === 0 && parts.every((part) => part === undefined)) return undefined;
  const url = unique(webUrl(from.url), urls);
  const colour = colourOf(from.color);
  const timestamp = timestampOf(from.timestamp);
  return {
    ...(authorName !== undefined && {
      author: {
        name: authorName,
        ...(authorUrl !== undefined && { url: authorUrl }),
        ...(authorIcon !== undefined && { icon_url: authorIcon }),
      },
    }),
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(colour !== undefined && { color: colour }),
    ...(fields.length > 0 && { fields }),
    ...(thumbnail !== undefined && { thumbnail: { url: thumbnail } }),
    ...(image !== undefined && { image: { url: image } }),
    ...(footer !== undefined && {
      footer: { text: footer, ...(footerIcon !== undefined && { icon_url: footerIcon }) },
    }),
    ...(timestamp !== undefined && { timestamp }),
  };
}

function takeFields(from: readonly EmbedField[], budget: Budget): EmbedField[] {
  const fields: EmbedField[] = [];
  for (const field of from) {
    if (fields.length === embedLimits.fields) break;
    const before = budget.left;
    const name = take(field?.name, embedLimits.fieldName, budget);
    const value = name === undefined ? undefined : take(field?.value, embedLimits.fieldValue, budget);
    if (name === undefined || value === undefined) budget.left = before;
    else fields.push({ name, value, ...(typeof field.inline === 'boolean' && { inline: field.inline }) });
  }
  return fields;
}

/** The text within its own limit and what is left for all; undefined if nothing is. */
function take(value: unknown, max: number, budget: Budget): string | undefined {
  const taken = text(value, Math.min(max, budget.left));
  if (taken !== undefined) budget.left -= countCodePoints(taken);
  return taken;
}

// Discord strips what is not well formed by itself, and NUL ends a text in places (Webhook Resource).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\x00-\x08\x0b-\x1f\x7f]|[\u202a-\u202e\u2066-\u2069]/g;

function text(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' || max < 1) return undefined;
  const whole = value.toWellFormed().replace(unprintable, '').trim();
  const within = cut(whole, max, { escaped: true }).trim();
  return within === '' ? undefined : within;
}

/** Discord shows only the first of several embeds with one `url` and joins the rest to it (Message Resource). */
function unique(url: string | undefined, seen: Set<string>): string | undefined {
  if (url === undefined) return undefined;
  if (!seen.has(url)) {
    seen.add(url);
    return url;
  }
  const other = `${url}#${seen.size + 1}`;
  if (url.includes('#') || other.length > embedLimits.url || seen.has(other)) return undefined;
  seen.add(other);
  return other;
}

function imageUrl(value: unknown, files: Set<string>): string | undefined {
  const name = typeof value === 'string' && value.startsWith('attachment://') ? value.slice(13) : undefined;
  if (name === undefined) return webUrl(value);
  return files.has(name) && /^[\w.-]+\.(?:jpe?g|png|webp|gif)$/i.test(name) ? (value as string) : undefined;
}

function attachment(from: Attachment): Attachment[] {
  if (typeof from?.filename !== 'string' || !/^\d+$/.test(String(from.id))) return [];
  const filename = from.filename
    .toWellFormed()
    .replace(/[^\w.-]+/g, '_')
    .slice(-messageLimits.fileName);
  return [{ id: String(from.id), filename: filename === '' ? 'file' : filename }];
}

/** A row with the buttons that lead somewhere. */
function row(from: ButtonRow): ButtonRow {
  const buttons = list(from?.components).flatMap((button): LinkButton[] => {
    const label = text(button?.label, messageLimits.buttonLabel);
    const url = webUrl(button?.url);
    const isWhole = label !== undefined && url !== undefined && url.length <= messageLimits.buttonUrl;
    return isWhole ? [{ type: 2, style: 5, label, url }] : [];
  });
  return { type: 1, components: buttons.slice(0, messageLimits.buttons) };
}

function allowedMentions(from: Message['allowed_mentions']): { parse: string[]; roles?: string[] } {
  const roles = [...new Set(list(from?.roles).filter(isSnowflake))].slice(0, messageLimits.roles);
  return roles.length > 0 ? { parse: [], roles } : { parse: [] };
}

/** SUPPRESS_EMBEDS and SUPPRESS_NOTIFICATIONS are all that a message like ours may carry (Message Flags). */
function silentFlags(flags: unknown): number | undefined {
  const kept = typeof flags === 'number' ? flags & (4 | 4096) : 0;
  return kept === 0 ? undefined : kept;
}

function colourOf(value: unknown): number | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  return Math.min(Math.max(value, 0), embedLimits.colour);
}

function timestampOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const date = new Date(value);
  const year = date.getUTCFullYear();
  // NaN for what is no date; Discord's side knows the years 1 to 9999.
  return year >= 1 && year <= 9999 ? date.toISOString() : undefined;
}

function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
