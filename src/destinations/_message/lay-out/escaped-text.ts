import {
  codeBlockContent,
  codeBlockFrame,
  escapeMarkdown,
  frameCodeBlock,
  inlineCode,
} from '../../../discord/markdown.ts';
import { countCodePoints, cut, cutMiddle, oneLine } from '../../../lib/text.ts';

/** A plain text as Discord's markdown, within a limit. */
export interface EscapedText {
  markdown: string;
  isCut: boolean;
}

/** Inline code beyond this wraps badly; ids and commands are shorter. */
const maxInlineCode = 300;
/** A list beyond this hides the rest of a message. */
const maxListed = 10;

/** As it was written, in at most `max` code points; cut at its end, or in its middle where the end matters. */
export function escapedText(text: string, max: number, keepEnd: boolean): EscapedText {
  // Escaping only makes longer: what lies far beyond the limit need not be escaped to be cut off.
  const near = keepEnd ? text : text.slice(0, 2 * max + 2);
  const escaped = escapeMarkdown(near);
  const markdown = keepEnd ? cutMiddle(escaped, max, { escaped: true }) : cut(escaped, max, { escaped: true });
  return { markdown, isCut: markdown !== escaped || near.length < text.length };
}

/** As a code block of at most `max` code points, cut in its middle. */
export function codeBlock(text: string, max: number): EscapedText {
  const content = codeBlockContent(text.replace(/\s+$/, ''));
  const within = cutMiddle(content, max - codeBlockFrame, { lines: true });
  return { markdown: frameCodeBlock(within), isCut: within !== content };
}

/** As code within a line. */
export function codeLine(text: string): EscapedText {
  const line = oneLine(text);
  const within = cut(line, maxInlineCode);
  return { markdown: inlineCode(within), isCut: within !== line };
}

/** The first lines in at most `max` code points, and how many more there are. */
export function escapedList(text: string, max: number, keepEnd: boolean): EscapedText {
  const lines = text.split('\n');
  if (lines.length === 1) return escapedText(text, max, keepEnd);
  const kept: string[] = [];
  let left = max - 24;
  for (const line of lines.slice(0, maxListed)) {
    const item = escapeMarkdown(line);
    left -= countCodePoints(item) + 1;
    if (left < 0) break;
    kept.push(item);
  }
  if (kept.length === 0) return escapedText(text, max, false);
  const more = lines.length - kept.length;
  if (more > 0) kept.push(`… and ${more} more`);
  return { markdown: kept.join('\n'), isCut: more > 0 };
}

/** On one line, as a name. */
export function escapedName(text: string, max: number, keepEnd: boolean): EscapedText {
  const shown = escapedText(text, max, keepEnd);
  return { ...shown, markdown: shown.markdown.replace(/\n+/g, ' ') };
}
