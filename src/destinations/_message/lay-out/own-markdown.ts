import { breakEveryone, codeBlockContent, escapeMarkdown, withoutEmphasis } from '../../../discord/markdown.ts';
import { webUrl } from '../../../discord/web-url.ts';
import { readMoment } from '../../../lib/moment.ts';
import { oneLine } from '../../../lib/text.ts';
import type { CleanValue } from '../clean-event/clean-value.ts';
import type { OwnPart, OwnText } from '../clean-event/own-part.ts';
import { type PlainStyle, plainValue } from '../plain-value.ts';
import { timestamp } from './field-value.ts';

/** A piece of Markdown; a long one may be shortened where it is only text. */
export interface Piece {
  markdown: string;
  mayCut: boolean;
}

/** Ends of an owner's text behind which a value is no plain text. */
const inTarget = /\]\(<?[^)\s]*$/;
const atTarget = /\]\(<?$/;
const inBareUrl = /https?:\/\/[^\s<>]*$/;
const inTimestamp = /<t:$/;
const inQuote = /(?:^|\n)(> )[^\n]*$/;

/**
 * An owner's text as Markdown: what they wrote as it stands, each value harmless in its place, be it text, code, a link
 * or a timestamp.
 */
export function ownMarkdown({ parts }: OwnText, style: PlainStyle): Piece[] {
  const pieces: Piece[] = [];
  let before = '';
  for (const part of parts) {
    const piece =
      'own' in part ? { markdown: breakEveryone(part.own), mayCut: false } : valueIn(before, part.value, style);
    before += 'own' in part ? part.own : standIn(before);
    pieces.push(piece);
  }
  return withoutEmptyLinks(pieces);
}

/** An owner's text for a title, where of Markdown only emphasis and emoji count: on one line. */
export function ownTitle({ parts }: OwnText, style: PlainStyle): string {
  const text = (part: OwnPart) =>
    'own' in part ? breakEveryone(part.own) : withoutEmphasis(plainValue(part.value, style));
  return oneLine(parts.map(text).join(''));
}

function valueIn(before: string, value: CleanValue, style: PlainStyle): Piece {
  const text = plainValue(value, style);
  const ticks = openTicks(before);
  if (ticks > 2) return { markdown: codeBlockContent(text), mayCut: true };
  if (ticks > 0) return { markdown: oneLine(codeBlockContent(text)).replaceAll('`', 'ˋ'), mayCut: true };
  if (inTimestamp.test(before)) return { markdown: secondsOf(value, text), mayCut: false };
  if (atTarget.test(before)) return { markdown: inLink(webUrl(text) ?? ''), mayCut: false };
  if (inTarget.test(before) || inBareUrl.test(before)) {
    return { markdown: inLink(encodeURIComponent(text.toWellFormed())), mayCut: false };
  }
  if (value.form === 'time') return { markdown: timestamp(value.moment), mayCut: false };
  const escaped = escapeMarkdown(text);
  return { markdown: inQuote.test(before) ? escaped.replaceAll('\n', '\n> ') : escaped, mayCut: true };
}

/** A value as those behind it see it: it opens and closes nothing. */
function standIn(before: string): string {
  return inTimestamp.test(before) ? '0' : 'x';
}

/** The length of the run of backticks that is open at the end of a text; 0 where none is. */
function openTicks(text: string): number {
  let open = 0;
  for (const [run] of text.matchAll(/(?<!\\)`+/g)) {
    if (open === 0) open = run.length;
    else if (run.length === open) open = 0;
  }
  return open;
}

function secondsOf(value: CleanValue, text: string): string {
  const moment = value.form === 'time' ? value.moment : readMoment(text);
  return moment === undefined ? '0' : String(moment.seconds);
}

/** An encoded URL, or a part of one, that neither ends a link nor means anything in Markdown. */
function inLink(encoded: string): string {
  return encoded.replace(/[()*_~'!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A link that leads nowhere is its words. */
function withoutEmptyLinks(pieces: Piece[]): Piece[] {
  return pieces.map((piece, index) => {
    const [last, next] = [pieces[index - 1], pieces[index + 1]];
    const leadsNowhere = (link: Piece | undefined) => link !== undefined && !link.mayCut && link.markdown === '';
    let { markdown } = piece;
    if (leadsNowhere(next)) markdown = markdown.replace(/\[([^\]\n]*)\]\(<?$/, '$1');
    if (leadsNowhere(last)) markdown = markdown.replace(/^>?\)/, '');
    return { ...piece, markdown };
  });
}
