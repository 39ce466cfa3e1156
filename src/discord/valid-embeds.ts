import { embedLimits, messageLimits } from './limits.ts';
import type { Embed, EmbedField } from './message.ts';
import { spendText, type TextBudget } from './valid-text.ts';
import { webUrl } from './web-url.ts';

/**
 * The embeds of one message, made valid: lengths, also of all together, no empty part, images that can be shown, links
 * that differ between embeds, colours, timestamps. An embed with nothing to show is left out.
 *
 * @param files names of the files that travel with the message, which images may name
 * @param options.joinsEmbeds links that embeds share stay
 */
export function validEmbeds(
  from: readonly Embed[],
  files: ReadonlySet<string>,
  { joinsEmbeds = false }: { joinsEmbeds?: boolean } = {},
): Embed[] {
  const budget: TextBudget = { left: messageLimits.embedsSum };
  const links = new Set<string>();
  return from
    .flatMap((each) => validEmbed(each, budget, files, joinsEmbeds ? undefined : links) ?? [])
    .slice(0, messageLimits.embeds);
}

function validEmbed(
  from: Embed,
  budget: TextBudget,
  files: ReadonlySet<string>,
  links: Set<string> | undefined,
): Embed | undefined {
  if (typeof from !== 'object' || from === null) return undefined;
  const title = spendText(from.title, embedLimits.title, budget);
  const authorName = spendText(from.author?.name, embedLimits.author, budget);
  const footer = spendText(from.footer?.text, embedLimits.footer, budget);
  const description = spendText(from.description, embedLimits.description, budget);
  const fields = validFields(from.fields, budget);
  const image = imageUrl(from.image?.url, files);
  const thumbnail = imageUrl(from.thumbnail?.url, files);
  const authorUrl = webUrl(from.author?.url);
  const authorIcon = imageUrl(from.author?.icon_url, files);
  const footerIcon = imageUrl(from.footer?.icon_url, files);
  const parts = [title, authorName, footer, description, image, thumbnail];
  if (fields.length === 0 && parts.every((part) => part === undefined)) return undefined;
  const url = differentLink(webUrl(from.url), links);
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

function validFields(from: Embed['fields'], budget: TextBudget): EmbedField[] {
  const fields: EmbedField[] = [];
  for (const field of Array.isArray(from) ? from : []) {
    if (fields.length === embedLimits.fields) break;
    const before = budget.left;
    const name = spendText(field?.name, embedLimits.fieldName, budget);
    const value = spendText(field?.value, embedLimits.fieldValue, budget);
    // Discord takes a field without a name or a value (discord.js #10744), where it is said that there is none.
    const isWhole = [name ?? field?.name, value ?? field?.value].every((part) => typeof part === 'string');
    const isCut = (value === undefined && hasText(field?.value)) || (name === undefined && hasText(field?.name));
    if (!isWhole || isCut || (name === undefined && value === undefined)) budget.left = before;
    else
      fields.push({
        name: name ?? '',
        value: value ?? '',
        ...(typeof field.inline === 'boolean' && { inline: field.inline }),
      });
  }
  return fields;
}

const hasText = (value: unknown) => typeof value === 'string' && value.trim() !== '';

/** Discord shows only the first of several embeds with one `url` and joins the rest to it (Message Resource). */
function differentLink(url: string | undefined, seen: Set<string> | undefined): string | undefined {
  if (url === undefined || seen === undefined) return url;
  if (!seen.has(url)) {
    seen.add(url);
    return url;
  }
  const other = `${url}#${seen.size + 1}`;
  if (url.includes('#') || other.length > embedLimits.url || seen.has(other)) return undefined;
  seen.add(other);
  return other;
}

function imageUrl(value: unknown, files: ReadonlySet<string>): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('attachment://')) return webUrl(value);
  const name = value.slice('attachment://'.length);
  return files.has(name) && /^[\w.-]+\.(?:jpe?g|png|webp|gif)$/i.test(name) ? value : undefined;
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
