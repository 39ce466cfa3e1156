// Words as the font can draw them, and how wide they are.

import { cleanText, oneLine } from '../../lib/text.ts';
import { faceOf, type Weight } from './font.ts';

/** The longest text that fits a chart anywhere; the rest is not even looked at. */
const longest = 300;

/** A mark is placed on its letter by the font; piles of them would grow out of the line. */
const markPile = /(\p{M})\p{M}+/gu;
const strayMark = /(^|\s)\p{M}+/gu;
const printableAscii = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/**
 * The text on one line in characters the font has. Others become their plain form (`ｆｕｌｌ`, `𝓼𝓬𝓻𝓲𝓹𝓽`) or are dropped
 * (emoji, Chinese, Arabic, half surrogates, control characters): no boxes, and nothing that an XML reader refuses.
 */
export function plain(text: string): string {
  const short = text.slice(0, longest);
  if (printableAscii.test(short)) return short;
  const face = faceOf('regular');
  const has = (character: string) => face.advance(character.codePointAt(0) ?? 0) !== undefined;
  let drawn = '';
  for (const character of oneLine(cleanText(short)).normalize('NFC')) {
    if (/\s/u.test(character)) drawn += ' ';
    else if (/[\p{C}\p{Variation_Selector}\p{Emoji_Modifier}]/u.test(character)) continue;
    else if (has(character)) drawn += character;
    else drawn += [...character.normalize('NFKC')].filter((part) => /[^\s\p{C}]/u.test(part) && has(part)).join('');
  }
  return oneLine(drawn.replace(markPile, '$1').replace(strayMark, '$1'));
}

/** The width of plain text in the units of `size`. Kerning is left out: it moves a word by a pixel or so. */
export function widthOf(text: string, size: number, weight: Weight = 'regular'): number {
  const face = faceOf(weight);
  let width = 0;
  for (const character of text) width += face.advance(character.codePointAt(0) ?? 0) ?? 0.6;
  return width * size;
}

/** The text if it fits into the width, else as much of it as does, with an ellipsis; empty where not even that fits. */
export function cutTo(text: string, width: number, size: number, weight: Weight = 'regular'): string {
  if (widthOf(text, size, weight) <= width) return text;
  const characters = [...text];
  let room = width - widthOf('…', size, weight);
  let count = 0;
  while (count < characters.length) {
    room -= widthOf(characters[count] ?? '', size, weight);
    if (room < 0) break;
    count += 1;
  }
  const head = characters.slice(0, count).join('').trimEnd();
  return head === '' ? '' : `${head}…`;
}
