import { cleanText, countCodePoints, cut } from '../../lib/text.ts';
import type { Event } from '../../model/event.ts';
import type { Store } from '../../model/store.ts';
import { storyOf, tell } from './description.ts';
import { gatherLines } from './fields.ts';
import { fullTextFile, type TextFile } from './full-text.ts';
import type { Line } from './gathered.ts';
import { embedLimits, messageLimits } from './limits.ts';
import type { Embed, EmbedAuthor, EmbedField } from './message.ts';
import { type CutText, headline, plain, plainLine, type Scene, sceneOf } from './scene.ts';
import { showText } from './shown.ts';
import { webUrl } from './url.ts';

export interface EventEmbed {
  embed: Embed;
  /** The whole of what did not fit; undefined where everything did. */
  file: TextFile | undefined;
}

/** A footer of 2048 characters would be valid, and ugly. */
const maxFooterName = 80;
/** What a description may always have, however many fields there are. */
const descriptionShare = 2000;
/** A field with less room than this for its value is left to the file. */
const leastValue = 40;

const beginsWithEmoji = /^\p{Extended_Pictographic}/u;

/** One event as an embed that fits into a message by itself, and the file with what had to be cut. */
export function eventEmbed(event: Event, store: Store): EventEmbed {
  const scene = sceneOf(event, store);
  const cuts: CutText[] = [];
  const title = titleOf(scene, cuts);
  const author = authorOf(scene);
  const footer = footerOf(scene);
  const room =
    messageLimits.embedsSum - [title, author?.name ?? '', footer].reduce((sum, text) => sum + countCodePoints(text), 0);

  const story = storyOf(scene);
  const wish = tell(story, embedLimits.description, scene.isFailure);
  const share = Math.min(countCodePoints(wish.markdown), descriptionShare);
  const placed = placeFields(gatherLines(scene), room - share, scene);
  const left = Math.min(embedLimits.description, room - placed.used);
  const told = countCodePoints(wish.markdown) <= left ? wish : tell(story, left, scene.isFailure);

  const parts = [...cuts, ...told.cut, ...placed.cut];
  const url = linkOf(event.url, scene);
  return {
    embed: {
      ...(author !== undefined && { author }),
      title,
      ...(url !== undefined && { url }),
      ...(told.markdown !== '' && { description: told.markdown }),
      color: scene.look.colour,
      ...(placed.fields.length > 0 && { fields: placed.fields }),
      footer: { text: footer },
      ...timestampOf(event.occurredAt),
    },
    file: parts.length === 0 ? undefined : fullTextFile(scene, parts),
  };
}

function titleOf(scene: Scene, cuts: CutText[]): string {
  const { look, event } = scene;
  const text =
    [look.storeTitle, event.title, look.title].map((each) => headline(each ?? '', scene)).find((each) => each !== '') ??
    'Event';
  const whole = beginsWithEmoji.test(text) ? text : `${look.icon} ${text}`;
  const title = cut(whole, embedLimits.title);
  if (title !== whole) cuts.push({ heading: 'Title', text: plain(event.title ?? '', scene.store) });
  return title;
}

function authorOf(scene: Scene): EmbedAuthor | undefined {
  const { player } = scene.event;
  const name = cut(plainLine(player?.name ?? '', scene), embedLimits.author).trim();
  if (name === '') return undefined;
  const url = linkOf(player?.profile_url, scene);
  const icon = linkOf(player?.avatar_url, scene);
  return { name, ...(url !== undefined && { url }), ...(icon !== undefined && { icon_url: icon }) };
}

function footerOf(scene: Scene): string {
  const { event, store } = scene;
  const names = [store.name, event.application ?? ''].map((name) => cut(plainLine(name, scene), maxFooterName).trim());
  return [...names.filter((name) => name !== ''), cut(event.id, embedLimits.author)].join(' · ');
}

/** A link from outside, unless it carries a secret or somebody's address. */
function linkOf(url: string | undefined, scene: Scene): string | undefined {
  const link = webUrl(url);
  if (link === undefined) return undefined;
  const { pathname, search, hash } = new URL(link);
  const path = cleanText(decoded(pathname + search + hash));
  return plain(path, scene.store) === path ? link : undefined;
}

function decoded(path: string): string {
  try {
    return path.includes('%') ? decodeURIComponent(path) : path;
  } catch {
    return path;
  }
}

/** Discord shows a date of its own for a wrong one; none is better. */
function timestampOf(epochMs: number): { timestamp?: string } {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? {} : { timestamp: date.toISOString() };
}

interface Placed {
  fields: EmbedField[];
  used: number;
  cut: CutText[];
}

/** The first lines that fit into the room: what comes first matters most. */
function placeFields(lines: readonly Line[], room: number, scene: Scene): Placed {
  const placed: Placed = { fields: [], used: 0, cut: [] };
  for (const { name, shown, inline } of lines) {
    const left = room - placed.used - countCodePoints(name);
    const isFull = placed.fields.length === embedLimits.fields || left < leastValue;
    const fits = countCodePoints(shown.markdown) <= left;
    const value = fits
      ? shown.markdown
      : showText(shown.text, Math.min(left, embedLimits.fieldValue), scene.isFailure).markdown;
    if (shown.isCut || isFull || !fits) placed.cut.push({ heading: name, text: shown.text });
    if (isFull) continue;
    placed.fields.push({ name, value, inline });
    placed.used += countCodePoints(name) + countCodePoints(value);
  }
  return placed;
}
