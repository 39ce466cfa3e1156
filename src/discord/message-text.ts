import { embedLimits, messageLimits } from './limits.ts';
import type { DiscordMessage, Embed } from './message.ts';
import { validText } from './valid-text.ts';
import { webUrl } from './web-url.ts';

/** A part of a message: its name for people, and what it says. */
type Part = readonly [name: string, text: string];

/** The parts of a message that people read, in order, whole. Pictures count by their addresses. */
function partsOf({ content, embeds = [] }: Pick<DiscordMessage, 'content' | 'embeds'>): Part[][] {
  return [said([['Text', content]]), ...embeds.map(embedParts)].filter((parts) => parts.length > 0);
}

function embedParts({ title, author, description, fields = [], image, thumbnail, footer }: Embed): Part[] {
  return said([
    ['Title', title],
    ['Author', author?.name],
    ['Description', description],
    ...fields.map(({ name, value }): [string, string] => [name.trim() || 'Field', value]),
    ['Image', pictureOf(image)],
    ['Thumbnail', pictureOf(thumbnail)],
    ['Footer', footer?.text],
  ]);
}

function said(parts: readonly (readonly [string, string | undefined])[]): Part[] {
  return parts.flatMap(([name, text]): Part[] => {
    const whole = validText(text, Number.POSITIVE_INFINITY);
    return whole === undefined ? [] : [[validText(name, Number.POSITIVE_INFINITY) ?? 'Field', whole]];
  });
}

function pictureOf(picture: { url: string } | undefined): string | undefined {
  return picture?.url.startsWith('attachment://') ? picture.url : webUrl(picture?.url);
}

/**
 * The words for what a valid message does not show of the one that it was made from, such as `12 embeds, of which 10 are
 * shown`; none where it shows all. Pure.
 */
export function leftOut(from: DiscordMessage, valid: DiscordMessage): string[] {
  const [all, shown] = [partsOf(from), partsOf(valid)];
  if (JSON.stringify(all.map(texts)) === JSON.stringify(shown.map(texts))) return [];
  const embeds = (from.embeds ?? []).filter((embed) => embedParts(embed).length > 0);
  const most = Math.max(0, ...embeds.map(({ fields = [] }) => fields.length));
  const length = [...(from.content ?? '').trim()].length;
  const counts = [
    ...(length > messageLimits.content
      ? [`a text of ${length} characters, of which ${messageLimits.content} are shown`]
      : []),
    ...(embeds.length > messageLimits.embeds
      ? [`${embeds.length} embeds, of which ${messageLimits.embeds} are shown`]
      : []),
    ...(most > embedLimits.fields ? [`${most} fields of an embed, of which ${embedLimits.fields} are shown`] : []),
  ];
  return counts.length > 0
    ? counts
    : [`embeds with more text than the ${messageLimits.embedsSum} characters of a message`];
}

const texts = (parts: readonly Part[]) => parts.map(([, text]) => text);

/** A message as plain text, whole: for the file that travels with what had to be cut. */
export function fullText(message: DiscordMessage): string {
  const blocks = partsOf(message).map((parts) =>
    parts.map(([name, text]) => (name === 'Text' ? text : `${name}: ${text}`)).join('\n'),
  );
  return `${blocks.join(`\n\n${'-'.repeat(16)}\n\n`)}\n`;
}
