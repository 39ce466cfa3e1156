import { escapeMarkdown } from '../../discord/markdown.ts';
import { countCodePoints, cut } from '../../lib/text.ts';
import { own } from '../../looks/value-at.ts';
import { scalar } from './names.ts';
import { type CutText, plain, plainLine, type Scene } from './scene.ts';
import { showCodeBlock, showText } from './shown.ts';

/** What an event's description is made of, cleaned, before it is known how much room there is. */
export interface Story {
  /** Markdown: who gave to whom, the look's sentence. Short. */
  lead: string;
  /** The sender's description as plain text. */
  text: string;
  /** A stack trace, or a description of several lines of something that failed. */
  code: string;
}

export interface Told {
  markdown: string;
  cut: CutText[];
}

const stackKeys = ['stack', 'stack_trace', 'stackTrace', 'stacktrace', 'trace', 'traceback', 'backtrace'];
const errorKeys = ['error', 'exception'];
/** The lead is shown whole, whatever else needs room. */
const maxName = 100;
const maxSentence = 300;

export function storyOf(scene: Scene): Story {
  const text = scene.description;
  const lead = [giftLine(scene), sentence(scene)].filter((line) => line !== undefined).join('\n');
  if (!scene.isFailure) return { lead, text, code: '' };
  const stack = plain(stackOf(scene.event.data) ?? '', scene.store).replace(/^\n+|\s+$/g, '');
  if (stack === '' && text.includes('\n')) return { lead, text: '', code: text };
  return { lead, text: stack === text ? '' : text, code: stack };
}

/** The story in at most `max` code points, and the whole of what had to be cut. */
export function tell(story: Story, max: number, isFailure: boolean): Told {
  const told: Told = { markdown: story.lead, cut: [] };
  const used = () => (told.markdown === '' ? 0 : countCodePoints(told.markdown) + 1);
  if (story.text !== '') {
    // A stack trace without what failed is as little use as the other way round.
    const room = (max - used()) * (story.code === '' ? 1 : 0.5);
    const shown = showText(calm(story.text), Math.floor(room), isFailure);
    told.markdown = join(told.markdown, shown.markdown);
    if (shown.isCut) told.cut.push({ heading: 'Description', text: story.text });
  }
  if (story.code !== '') {
    const shown = showCodeBlock(story.code, max - used());
    told.markdown = join(told.markdown, shown.markdown);
    if (shown.isCut) told.cut.push({ heading: 'Details', text: story.code });
  }
  return told;
}

function join(above: string, below: string): string {
  return above === '' || below === '' ? above + below : `${above}\n${below}`;
}

/** At most one empty line at a time: a thousand of them push all other messages out of sight. */
function calm(text: string): string {
  return text.includes('\n\n\n') || /\n\s+\n/.test(text) ? text.replace(/\n\s*\n(?:\s*\n)*/g, '\n\n') : text;
}

function giftLine(scene: Scene): string | undefined {
  const { player, recipient } = scene.event;
  if (player === undefined || recipient === undefined) return undefined;
  const [from, to] = [player, recipient].map(({ name }) => escapeMarkdown(cut(plainLine(name, scene), maxName)));
  return from === '' || to === '' ? undefined : `**${from}** → **${to}**`;
}

function sentence(scene: Scene): string | undefined {
  const text = scene.look.sentence?.(scene.event);
  return text === undefined ? undefined : escapeMarkdown(cut(plainLine(text, scene), maxSentence));
}

function stackOf(data: unknown): string | undefined {
  for (const holder of [data, ...errorKeys.map((key) => own(data, key))]) {
    for (const key of stackKeys) {
      const stack = stackText(own(holder, key));
      if (stack !== undefined && stack.trim() !== '') return stack;
    }
  }
  return undefined;
}

function stackText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return undefined;
  const lines = value.slice(0, 1000).flatMap((line) => scalar(line) ?? []);
  return lines.length === 0 ? undefined : lines.join('\n');
}
