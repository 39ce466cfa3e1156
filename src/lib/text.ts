// Text as people read it: counted in code points, cut between graphemes, without what only deceives the eye.

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The distance from a cut within which graphemes count: to segment 100,000 characters takes tens of milliseconds. */
const reach = 64;

export interface CutOptions {
  /** The text is escaped: a backslash stays with the character after it, a zero-width space with the one before. */
  escaped?: boolean;
  /** The mark that stands where something is missing; default `…`. */
  ending?: string;
}

/** The number of Unicode code points; an unpaired surrogate counts as one. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index += 1) {
    if (isPairAt(text, index)) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

/**
 * The text within `max` code points: whole, or cut between graphemes (at a word's end where one is near) with an
 * ellipsis that is counted in.
 */
export function cut(text: string, max: number, options: CutOptions = {}): string {
  if (text.length <= max || indexAfter(text, max) === text.length) return text;
  const ending = options.ending ?? '…';
  const room = max - countCodePoints(ending);
  if (room < 0) return '';
  const end = wordEnd(text, borderBefore(text, indexAfter(text, room)));
  return text.slice(0, options.escaped ? beforeEscape(text, end) : end).trimEnd() + ending;
}

/**
 * The text within `max` code points, its head and its tail kept: an error's cause stands at the end. What is missing
 * is said in between, on a line of its own if `lines`.
 */
export function cutMiddle(text: string, max: number, options: { escaped?: boolean; lines?: boolean } = {}): string {
  if (text.length <= max) return text;
  const total = countCodePoints(text);
  if (total <= max) return text;
  const edge = options.lines ? '\n' : ' ';
  const marker = (missing: number) => `${edge}… (+${missing} characters) …${edge}`;
  const room = max - marker(total).length;
  if (room < 16) return cut(text, max, options);
  const headRoom = Math.floor(room * 0.4);
  let head = borderBefore(text, indexAfter(text, headRoom));
  let tail = borderAfter(text, indexBefore(text, room - headRoom));
  head = (options.lines && lineEndBefore(text, head)) || wordEnd(text, head);
  tail = (options.lines && lineStartAfter(text, tail)) || wordStart(text, tail);
  if (options.escaped) {
    head = beforeEscape(text, head);
    if (backslashesBefore(text, tail) % 2 === 1) tail = borderAfter(text, tail + 1);
  }
  const missing = countCodePoints(text.slice(head, tail));
  return (
    text.slice(0, head).trimEnd() + marker(missing) + (options.lines ? text.slice(tail) : text.slice(tail).trimStart())
  );
}

/** Everything on one line, runs of blanks as one, trimmed. */
export function oneLine(text: string): string {
  return /\s\s|[^\S ]|^ | $/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

const printableAscii = /^[\x20-\x7e\n]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ansiSequence = /\x1b\[[0-?]*[ -/]*[@-~]/g;
const lineEnd = /\r\n?|[\u0085\u2028\u2029]/g;
/**
 * Control characters; bidirectional overrides, embeddings and isolates; characters without width that hide text from
 * search and filters (soft hyphen, zero-width space, word joiner, byte order mark, Hangul fillers, deprecated format
 * characters, interlinear marks); noncharacters.
 */
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]/g;
/** Tag characters are invisible text, but for the flags of England, Scotland and Wales. */
const tags = /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;
/** More than four marks on one character are "zalgo"; no script in use needs them (Unicode: Stream-Safe allows 30). */
const pile = /([\p{M}\u200c\u200d]{4})[\p{M}\u200c\u200d]+/gu;
const joinerRun = /([\u200c\u200d])[\u200c\u200d]+/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * The text without what deceives or breaks: control and escape characters (line breaks and tabs stay), bidirectional
 * overrides, invisible characters, lone surrogates, piles of combining marks. Emoji sequences and flags stay whole.
 */
export function cleanText(text: string): string {
  if (printableAscii.test(text)) return text;
  let clean = text.replace(ansiSequence, '').replace(lineEnd, '\n').replace(harmful, '');
  if (printableAscii.test(clean)) return clean;
  if (!clean.isWellFormed()) clean = clean.replace(loneSurrogate, '');
  return clean.replace(tags, '$1').replace(joinerRun, '$1').replace(pile, '$1');
}

function isPairAt(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

/** The index behind the first `count` code points. */
function indexAfter(text: string, count: number): number {
  let index = 0;
  for (let left = count; left > 0 && index < text.length; left -= 1) index += isPairAt(text, index) ? 2 : 1;
  return index;
}

/** The index at which the last `count` code points begin. */
function indexBefore(text: string, count: number): number {
  let index = text.length;
  for (let left = count; left > 0 && index > 0; left -= 1) index -= index > 1 && isPairAt(text, index - 2) ? 2 : 1;
  return index;
}

/** The grapheme that `index` stands in; undefined for one longer than the reach, such as a thousand joined emoji. */
function graphemeAt(text: string, index: number): { start: number; end: number } | undefined {
  const from = windowStart(text, index);
  const found = graphemes.segment(text.slice(from, index + reach)).containing(index - from);
  if (found === undefined || (found.index === 0 && from > 0)) return undefined;
  return { start: from + found.index, end: from + found.index + found.segment.length };
}

/** The place to begin to segment: not within a surrogate pair, and not between the two letters of a flag. */
function windowStart(text: string, index: number): number {
  let start = Math.max(0, index - reach);
  if (start > 0 && isPairAt(text, start - 1)) start -= 1;
  let run = start;
  while (run >= 2 && isRegionalIndicator(text, run - 2)) run -= 2;
  return run + Math.floor((start - run) / 4) * 4;
}

function isRegionalIndicator(text: string, index: number): boolean {
  const low = text.charCodeAt(index + 1);
  return text.charCodeAt(index) === 0xd83c && low >= 0xdde6 && low <= 0xddff;
}

function borderBefore(text: string, index: number): number {
  if (index <= 0 || index >= text.length) return Math.max(0, Math.min(index, text.length));
  return graphemeAt(text, index)?.start ?? (isPairAt(text, index - 1) ? index - 1 : index);
}

function borderAfter(text: string, index: number): number {
  if (index <= 0 || index >= text.length) return Math.max(0, Math.min(index, text.length));
  const grapheme = graphemeAt(text, index);
  if (grapheme === undefined || grapheme.end > index + reach - 2) return isPairAt(text, index - 1) ? index + 1 : index;
  return grapheme.start === index ? index : grapheme.end;
}

/** The end of the last whole word before `end`, if one is near. */
function wordEnd(text: string, end: number): number {
  if (end >= text.length || isBlank(text, end)) return end;
  const least = end - Math.min(32, Math.floor(end / 4));
  for (let index = end - 1; index > least; index -= 1) if (isBlank(text, index)) return index;
  return end;
}

/** The start of the first whole word after `start`, if one is near. */
function wordStart(text: string, start: number): number {
  if (start === 0 || isBlank(text, start - 1)) return start;
  const most = start + Math.min(32, Math.floor((text.length - start) / 4));
  for (let index = start; index < most; index += 1) if (isBlank(text, index)) return index + 1;
  return start;
}

/** The most that a text may be shortened by for the sake of whole lines. */
const lineReach = 200;

function lineEndBefore(text: string, index: number): number {
  const end = text.lastIndexOf('\n', index);
  return index - end < lineReach ? Math.max(0, end) : 0;
}

function lineStartAfter(text: string, index: number): number {
  const end = text.slice(index, index + lineReach).indexOf('\n');
  return end === -1 ? 0 : index + end + 1;
}

function isBlank(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 32 || (code >= 9 && code <= 13);
}

function backslashesBefore(text: string, index: number): number {
  let count = 0;
  while (count < index && text.charCodeAt(index - 1 - count) === 92) count += 1;
  return count;
}

function beforeEscape(text: string, index: number): number {
  // Behind anything but ASCII a zero-width space breaks no token, and one step back may be half a pair.
  const breaksToken = text.charCodeAt(index) === 0x200b && text.charCodeAt(index - 1) < 128;
  const end = breaksToken ? index - 1 : index;
  return backslashesBefore(text, end) % 2 === 1 ? end - 1 : end;
}
