import { breakEveryone } from '../../discord/markdown.ts';
import { countCodePoints, oneLine } from '../../lib/text.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import { eventEmbed } from './embed.ts';
import type { TextFile } from './full-text.ts';
import { enforce, isSnowflake } from './last-gate.ts';
import { messageLimits } from './limits.ts';
import type { ButtonRow, Embed, LinkButton, Message } from './message.ts';
import { type RenderedMessage, renderRelayed } from './relayed.ts';
import { plain } from './scene.ts';

/**
 * One Discord message of as many of the first items as fit: up to 10 embeds with 6000 code points and 10 files
 * together (Discord: Message Resource), all under one name and picture. The first item always fits. Nobody is pinged
 * but the roles that the routes of these items name. Pure; throws for no event.
 */
export function renderMessage(items: readonly LaneItem[], options: RenderOptions): RenderedMessage {
  const alone = items[0];
  if (alone?.event.relayed !== undefined) return renderRelayed(alone, alone.event.relayed, options);
  const pack: Pack = { embeds: [], files: [], roles: new Set(), rows: [], left: messageLimits.embedsSum };
  const [first] = items;
  for (const item of items) {
    if (item.event.relayed !== undefined || !sameSender(item, first) || !add(item, pack, options)) break;
  }

  const roles = [...pack.roles];
  const message: Message = {
    ...(roles.length > 0 && { content: roles.map((id) => `<@&${id}>`).join(' ') }),
    ...(!options.omit.has('username') && { username: first?.route?.username }),
    avatar_url: first?.route?.avatarUrl,
    embeds: pack.embeds,
    allowed_mentions: { parse: [], roles },
    components: pack.rows,
    attachments: pack.files.map(({ name }, index) => ({ id: String(index), filename: name })),
  };
  return { count: pack.embeds.length, body: enforce(message), files: pack.files };
}

interface Pack {
  embeds: Embed[];
  files: TextFile[];
  roles: Set<string>;
  /** Link buttons, a row for each event that has some. */
  rows: ButtonRow[];
  /** Code points. */
  left: number;
}

/** A message has one name and one picture. */
function sameSender(item: LaneItem, first: LaneItem | undefined): boolean {
  return item.route?.username === first?.route?.username && item.route?.avatarUrl === first?.route?.avatarUrl;
}

/** Whether the item still fitted in. */
function add(item: LaneItem, pack: Pack, options: RenderOptions): boolean {
  if (pack.embeds.length === messageLimits.embeds) return false;
  const { embed, file } = eventEmbed(item.event, options.store);
  const size = embedSize(embed);
  // The first one fits by how it is made; if it ever did not, the last gate shortens it: it must not stay for ever.
  if (size > pack.left && pack.embeds.length > 0) return false;
  const buttons = buttonsOf(item.event, options.store);
  if (buttons !== undefined && pack.rows.length === messageLimits.rows) return false;
  if (buttons !== undefined) pack.rows.push(buttons);
  pack.left -= size;
  pack.embeds.push(embed);
  if (file !== undefined && !options.omit.has('files')) pack.files.push(unlike(file, pack.files));
  const role = item.route?.mentionRole;
  if (isSnowflake(role)) pack.roles.add(role);
  return true;
}

/** Its links as buttons; one that carries a secret or somebody's address is left out. */
function buttonsOf(event: LaneItem['event'], store: RenderOptions['store']): ButtonRow | undefined {
  const buttons = (event.links ?? []).flatMap(({ label, url }): LinkButton[] => {
    if (plain(url, store) !== url) return [];
    return [{ type: 2, style: 5, label: breakEveryone(oneLine(plain(label, store))), url }];
  });
  return buttons.length === 0 ? undefined : { type: 1, components: buttons };
}

/** The same event may come twice in a pack, by a replay. */
function unlike(file: TextFile, others: readonly TextFile[]): TextFile {
  if (!others.some(({ name }) => name === file.name)) return file;
  return { ...file, name: file.name.replace(/\.txt$/, `-${others.length + 1}.txt`) };
}

function embedSize(embed: Embed): number {
  const texts = [embed.title, embed.description, embed.author?.name, embed.footer?.text];
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...texts, ...fields].reduce((sum: number, text) => sum + countCodePoints(text ?? ''), 0);
}
