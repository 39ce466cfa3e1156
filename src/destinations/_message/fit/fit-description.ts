import { countCodePoints } from '../../../lib/text.ts';
import type { Description } from '../lay-out/description.ts';
import { codeBlock, escapedText } from '../lay-out/escaped-text.ts';
import { fitPieces } from './fit-pieces.ts';
import type { CutText } from './full-text-file.ts';

export interface FittedDescription {
  markdown: string;
  /** Code points. */
  size: number;
  cut: readonly CutText[];
}

/** The description in at most `max` code points, and the whole of what had to be cut. */
export function fitDescription(
  { lead, text, own, code }: Description,
  max: number,
  keepEnd: boolean,
): FittedDescription {
  const parts = lead === '' ? [] : [lead];
  const cut: CutText[] = [];
  const room = () => max - parts.reduce((sum, part) => sum + countCodePoints(part) + 1, 0);
  if (text !== '') {
    // A stack trace without what failed is as little use as the other way round.
    const share = Math.floor(room() * (code === '' ? 1 : 0.5));
    const shown = own === undefined ? escapedText(calm(text), share, keepEnd) : fitPieces(own, share);
    if (shown.markdown.trim() !== '') parts.push(shown.markdown.trim());
    if (shown.isCut) cut.push({ heading: 'Description', text });
  }
  if (code !== '') {
    const shown = codeBlock(code, room());
    parts.push(shown.markdown);
    if (shown.isCut) cut.push({ heading: 'Details', text: code });
  }
  const markdown = parts.join('\n');
  return { markdown, size: countCodePoints(markdown), cut };
}

/** At most one empty line at a time: a thousand of them push all other messages out of sight. */
function calm(text: string): string {
  return text.includes('\n\n\n') || /\n\s+\n/.test(text) ? text.replace(/\n\s*\n(?:\s*\n)*/g, '\n\n') : text;
}
