import {
  codeBlockContent,
  codeBlockFrame,
  escapeMarkdown,
  frameCodeBlock,
  inlineCode,
} from '../../discord/markdown.ts';
import { formatDuration } from '../../lib/duration.ts';
import { readMoment } from '../../lib/moment.ts';
import { countCodePoints, cut, cutMiddle, oneLine } from '../../lib/text.ts';
import { own } from '../../looks/value-at.ts';
import type { LookField } from '../../model/look.ts';
import { formatMoney, formatNumber, isDecimal } from '../../model/money.ts';
import { embedLimits } from './limits.ts';
import { nameOf, namesOf } from './names.ts';
import { plain, type Scene } from './scene.ts';

/** A value as a field shows it. */
export interface Shown {
  /** Markdown, within the limit of a field's value. */
  markdown: string;
  /** The same as plain text, whole. */
  text: string;
  isCut: boolean;
}

/** Inline code beyond this wraps badly; ids and commands are shorter. */
const maxInlineCode = 300;
/** A list beyond this hides the rest of a message. */
const maxListed = 10;

/**
 * A value from an event as markdown of at most `max` code points; undefined where there is nothing to show. `path`
 * tells the unit of a duration (`…_ms`).
 */
export function show(
  value: unknown,
  as: LookField['as'],
  path: string,
  scene: Scene,
  max: number = embedLimits.fieldValue,
): Shown | undefined {
  const shown = special(value, as, path, scene);
  if (shown !== undefined) return { markdown: shown, text: shown, isCut: false };
  const text = textOf(value, scene);
  if (text === undefined) return undefined;
  if (as === 'code') return showCode(text);
  if (as === 'code-block') return showCodeBlock(text, max);
  if (as === 'list' && text.includes('\n')) return showList(text, max);
  return showText(text, max, scene.isFailure);
}

/** Escaped text within `max`, cut at its end, or in its middle where the end matters. */
export function showText(text: string, max: number, keepEnd: boolean): Shown {
  // Escaping only makes longer: what lies far beyond the limit need not be escaped to be cut off.
  const far = keepEnd ? text : text.slice(0, 2 * max + 2);
  const escaped = escapeMarkdown(far);
  const markdown = keepEnd ? cutMiddle(escaped, max, { escaped: true }) : cut(escaped, max, { escaped: true });
  return { markdown, text, isCut: markdown !== escaped || far.length < text.length };
}

/** A code block within `max`, cut in its middle. */
export function showCodeBlock(text: string, max: number): Shown {
  const content = codeBlockContent(text.replace(/\s+$/, ''));
  const within = cutMiddle(content, max - codeBlockFrame, { lines: true });
  return { markdown: frameCodeBlock(within), text, isCut: within !== content };
}

function showCode(text: string): Shown {
  const line = oneLine(text);
  const within = cut(line, maxInlineCode);
  return { markdown: inlineCode(within), text, isCut: within !== line };
}

function showList(text: string, max: number): Shown {
  const lines = text.split('\n');
  const kept: string[] = [];
  let left = max - 24;
  for (const line of lines.slice(0, maxListed)) {
    const item = escapeMarkdown(line);
    left -= countCodePoints(item) + 1;
    if (left < 0) break;
    kept.push(item);
  }
  if (kept.length === 0) return showText(text, max, false);
  const more = lines.length - kept.length;
  if (more > 0) kept.push(`… and ${more} more`);
  return { markdown: kept.join('\n'), text, isCut: more > 0 };
}

/** What is written in a form of its own, made of nothing from outside but digits; undefined for everything else. */
function special(value: unknown, as: LookField['as'], path: string, scene: Scene): string | undefined {
  if (as === 'amount') return money(value, scene);
  if (as === 'time') return time(value);
  if (as === 'number') return number(value, scene);
  if (as === 'duration' && typeof value === 'number' && value >= 0) return duration(value * unitOf(path));
  return undefined;
}

function number(value: unknown, scene: Scene): string | undefined {
  const digits = decimalOf(value);
  return digits === undefined ? undefined : formatNumber(digits, scene.store.locale);
}

function money(value: unknown, scene: Scene): string | undefined {
  const digits = decimalOf(value) ?? decimalOf(own(value, 'value')) ?? decimalOf(own(value, 'amount'));
  if (digits === undefined) return undefined;
  const said = own(value, 'currency');
  const currency =
    typeof said === 'string' ? said.toUpperCase() : (scene.event.amount?.currency ?? scene.store.currency);
  const isCode = /^[A-Z]{3}$/.test(currency);
  return `**${formatMoney({ value: digits, currency: isCode ? currency : '' }, scene.store.locale)}**`;
}

function decimalOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && isDecimal(text) ? text : undefined;
}

function time(value: unknown): string | undefined {
  const moment = readMoment(value);
  if (moment === undefined) return undefined;
  return `<t:${moment.seconds}:${moment.isDay ? 'D' : 'f'}> (<t:${moment.seconds}:R>)`;
}

/** Nobody reads milliseconds behind ten seconds. */
function duration(ms: number): string {
  return formatDuration(ms < 10_000 ? ms : Math.round(ms / 1000) * 1000);
}

function unitOf(path: string): number {
  if (/(?:_ms|Ms|millis(?:econds)?)$/.test(path)) return 1;
  if (/minutes$/i.test(path)) return 60_000;
  if (/hours$/i.test(path)) return 3_600_000;
  return /days$/i.test(path) ? 86_400_000 : 1000;
}

/** A value as plain text: a scalar, the name of an object, the names in a list one per line. */
function textOf(value: unknown, scene: Scene): string | undefined {
  const text = Array.isArray(value) ? namesOf(value).join('\n') : nameOf(value);
  if (text === undefined) return undefined;
  const clean = plain(text, scene.store).trim();
  return clean === '' ? undefined : clean;
}
