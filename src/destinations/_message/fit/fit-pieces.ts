import { countCodePoints, cut } from '../../../lib/text.ts';
import type { EscapedText } from '../lay-out/escaped-text.ts';
import type { Piece } from '../lay-out/own-markdown.ts';

/** The lengths to which values are cut, one after the other, so that what the owner wrote stays whole. */
const longestValues = [1000, 300, 100, 40];

/** An owner's text in at most `max` code points: its values are shortened first, all alike. */
export function fitPieces(pieces: readonly Piece[], max: number): EscapedText {
  const whole = pieces.map(({ markdown }) => markdown).join('');
  if (countCodePoints(whole) <= max) return { markdown: whole, isCut: false };
  for (const longest of longestValues) {
    const shorter = pieces.map(({ markdown, mayCut }) =>
      mayCut ? cut(markdown, longest, { escaped: true }) : markdown,
    );
    const markdown = shorter.join('');
    if (countCodePoints(markdown) <= max) return { markdown, isCut: true };
  }
  return { markdown: cut(whole, max, { escaped: true }), isCut: true };
}
