import { makeValid } from '../../discord/make-valid.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import { cleanEvent } from './clean-event/clean-event.ts';
import { fitEmbed } from './fit/fit-embed.ts';
import { Pack } from './fit/pack.ts';
import { layOut } from './lay-out/lay-out.ts';
import { renderFigures } from './render-figures.ts';
import { renderNote } from './render-note.ts';
import { renderRelayed } from './render-relayed.ts';
import type { RenderedMessage } from './rendered-message.ts';

/**
 * One Discord message of as many of the first items as fit: up to 10 embeds with 6000 code points and 10 files
 * together (Discord: Message Resource), all under one name and picture. The first item always fits. Nobody is pinged
 * but the roles that the routes of these items name. Pure; throws for no event.
 */
export function renderMessage(items: readonly LaneItem[], options: RenderOptions): RenderedMessage {
  const [first] = items;
  if (first?.event.relayed !== undefined) return renderRelayed(first, first.event.relayed, options);
  if (first?.event.figures !== undefined) return renderFigures(first, first.event.figures, options);
  const pack = new Pack();
  const notes: (string | undefined)[] = [];
  for (const item of items) {
    if (!sharesMessage(item, first)) break;
    const event = cleanEvent(item.event, options.store);
    if (event.isNote && item !== first) break;
    const note = event.isNote ? renderNote(item, event, options) : undefined;
    if (note !== undefined) return note;
    const layout = layOut(event);
    const embed = fitEmbed(layout);
    if (!pack.add(embed, item.route?.mentionRole)) break;
    notes.push(noteOn(event.unfilled));
  }

  const { count, message, files: allFiles } = pack.message();
  const files = options.omit.has('files') ? [] : allFiles;
  const body = makeValid({
    ...message,
    username: options.omit.has('username') ? undefined : first?.route?.username,
    avatar_url: first?.route?.avatarUrl,
    attachments: files.map(({ name }, index) => ({ id: String(index), filename: name })),
  });
  return { count, body, files, notes };
}

/** The words of an owner's look that say nothing of this event. */
function noteOn(unfilled: readonly string[]): string | undefined {
  if (unfilled.length === 0) return undefined;
  return `No value for ${unfilled.map((tag) => `{{ ${tag} }}`).join(', ')} in the look of the store.`;
}

/** A message has one name and one picture. */
function sharesMessage(item: LaneItem, first: LaneItem | undefined): boolean {
  if (item === first) return true;
  const { event, route } = item;
  const [name, picture] = [first?.route?.username, first?.route?.avatarUrl];
  const isAlone = hasOwnMessage(event) || first?.event.files !== undefined;
  return !isAlone && route?.username === name && route?.avatarUrl === picture;
}

function hasOwnMessage({ relayed, figures, files }: LaneItem['event']): boolean {
  return relayed !== undefined || figures !== undefined || files !== undefined;
}
