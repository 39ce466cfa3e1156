import { breakEveryone, withoutEmphasis } from '../../../discord/markdown.ts';
import type { EmbedAuthor, LinkButton } from '../../../discord/message.ts';
import { oneLine } from '../../../lib/text.ts';
import type { MessageFile } from '../../../model/message.ts';
import type { CleanEvent, CleanPerson } from '../clean-event/clean-event.ts';
import { type Description, descriptionOf } from './description.ts';
import type { Field } from './field-list.ts';
import { fieldsOf } from './fields.ts';
import { ownTitle } from './own-markdown.ts';

/** One event as an embed: each text in its place and harmless there, however long. */
export interface Layout {
  title: string;
  url: string | undefined;
  author: EmbedAuthor | undefined;
  description: Description;
  /** 0xRRGGBB */
  colour: number;
  fields: readonly Field[];
  /** The parts of its line. */
  footer: readonly string[];
  /** ISO 8601; undefined for a time that cannot be written so. */
  timestamp: string | undefined;
  /** Links below the message. */
  buttons: readonly LinkButton[];
  files: readonly MessageFile[];
  /** The name of the file that is shown large. */
  picture: string | undefined;
  /** The end of a text says more than its middle. */
  keepEnd: boolean;
  /** The head of the file that holds in full what is cut. */
  head: { id: string; type: string; title: string };
}

/** The second step of rendering: the event by its parts, escaped as each part needs it. Pure. */
export function layOut(event: CleanEvent): Layout {
  const { id, type, title, player } = event;
  return {
    title: titleOf(event),
    url: event.url,
    author: player === undefined || player.name === '' ? undefined : authorOf(player),
    colour: event.colour,
    footer: [breakEveryone(event.storeName), breakEveryone(event.application), event.isTest ? 'Test' : '', id].filter(
      (part) => part !== '',
    ),
    timestamp: timestampOf(event.occurredAt),
    buttons: event.links.map(({ label, url }) => ({ type: 2, style: 5, label: breakEveryone(label), url })),
    description: descriptionOf(event),
    fields: fieldsOf(event),
    files: event.files,
    picture: event.files.find(({ type }) => type?.startsWith('image/'))?.name,
    keepEnd: event.isFailure,
    head: { id, type, title },
  };
}

const beginsWithEmoji = /^\p{Extended_Pictographic}/u;

function titleOf(event: CleanEvent): string {
  const { title, icon } = event;
  const line = event.ownTitle === undefined ? withoutEmphasis(oneLine(title)) : ownTitle(event.ownTitle, event);
  return beginsWithEmoji.test(line) ? line : `${icon} ${line}`;
}

function authorOf({ name, profileUrl, avatarUrl }: CleanPerson): EmbedAuthor {
  return {
    name: breakEveryone(name),
    ...(profileUrl !== undefined && { url: profileUrl }),
    ...(avatarUrl !== undefined && { icon_url: avatarUrl }),
  };
}

/** Discord shows a date of its own for a wrong one; none is better. */
function timestampOf(epochMs: number): string | undefined {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
