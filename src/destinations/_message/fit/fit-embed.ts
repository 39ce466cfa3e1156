import { embedLimits, messageLimits } from '../../../discord/limits.ts';
import type { Embed, LinkButton } from '../../../discord/message.ts';
import { countCodePoints, cut } from '../../../lib/text.ts';
import type { MessageFile } from '../../../model/message.ts';
import type { Layout } from '../lay-out/lay-out.ts';
import { fitDescription } from './fit-description.ts';
import { fitFields } from './fit-fields.ts';
import { fullTextFile } from './full-text-file.ts';

/** One event as it goes into a message. */
export interface FittedEmbed {
  embed: Embed;
  /** Code points of all its texts. */
  size: number;
  buttons: readonly LinkButton[];
  /** The event's own, and the whole of what did not fit. */
  files: readonly MessageFile[];
}

/** A footer of 2048 characters would be valid, and ugly. */
const maxFooterPart = 80;
/** The room of a description, however many fields there are. */
const descriptionShare = 2000;

/** The third step of rendering: an embed that fits into a message by itself, and a file with what had to be cut. Pure. */
export function fitEmbed(layout: Layout): FittedEmbed {
  const { url, colour, timestamp, keepEnd, buttons, picture } = layout;
  const title = cut(layout.title, embedLimits.title);
  const author = layout.author && { ...layout.author, name: cut(layout.author.name, embedLimits.author).trim() };
  const footer = layout.footer.map((part) => cut(part, maxFooterPart).trim()).join(' · ');
  const named = countCodePoints(title) + countCodePoints(author?.name ?? '') + countCodePoints(footer);
  const room = messageLimits.embedsSum - named;

  const whole = fitDescription(layout.description, embedLimits.description, keepEnd);
  const fields = fitFields(layout.fields, room - Math.min(whole.size, descriptionShare), keepEnd);
  const left = Math.min(embedLimits.description, room - fields.size);
  const description = whole.size <= left ? whole : fitDescription(layout.description, left, keepEnd);

  const cutTitle = title === layout.title ? [] : [{ heading: 'Title', text: layout.head.title }];
  const parts = [...cutTitle, ...description.cut, ...fields.cut];
  return {
    embed: {
      ...(author !== undefined && { author }),
      title,
      ...(url !== undefined && { url }),
      ...(description.markdown !== '' && { description: description.markdown }),
      color: colour,
      ...(fields.fields.length > 0 && { fields: fields.fields }),
      ...(picture !== undefined && { image: { url: `attachment://${picture}` } }),
      footer: { text: footer },
      ...(timestamp !== undefined && { timestamp }),
    },
    size: named + description.size + fields.size,
    buttons,
    files: parts.length === 0 ? layout.files : [...layout.files, fullTextFile(layout.head, parts)],
  };
}
