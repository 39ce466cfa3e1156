import type { CleanValue } from './clean-value.ts';
import type { OwnPart } from './own-part.ts';

/** A piece of a filled in template; a tag without a value is empty. */
export type FilledTag = { own: string } | { tag: string; value: CleanValue | undefined };

/** The place of a tag without a value, among what its owner wrote: a private character, which no template holds. */
const hole = '\uE000';
/** The place of a tag with a value. */
const filled = '\uE001';

/** Pairs that stand around a value: nothing stands between them. */
const emptyPair = new RegExp(
  `\\[([^\\]\\n]*)\\]\\(${hole}+\\)|(\\*{1,3}|_{1,3}|~~|\\|\\||\`{1,3}|["'])${hole}+\\2|[[({<«„“]${hole}+[\\])}>»“”]`,
  'gu',
);
/** The signs between the parts of a line. */
const border = /(\s+[·|•–—/-]\s+|[,;]\s+|(?<=[.!?])\s+)/u;
/** A part of a line that announces a value: `Coupon:`, `**Coupon:**`, `Coupon =`. */
const announcement = /[:=→]\W*$/u;

/**
 * Takes out the tags without a value, and what says nothing without them: an empty pair of marks, a label with nothing
 * behind it, a line of signs, the blank before a full stop.
 */
export function dropEmptyTags(parts: readonly FilledTag[]): OwnPart[] {
  const values: CleanValue[] = [];
  const text = parts.map((part) => {
    if ('own' in part) return part.own;
    if (part.value === undefined) return hole;
    values.push(part.value);
    return filled;
  });
  const whole = text.join('');
  const tidy = whole.includes(hole) ? whole.split('\n').flatMap(tidyLine).join('\n') : whole;
  return tidy.split(/(\uE001)/u).flatMap((piece): OwnPart[] => {
    const value = piece === filled ? values.shift() : undefined;
    if (value !== undefined) return [{ value }];
    return piece === '' ? [] : [{ own: piece }];
  });
}

/** The line without its holes, or nothing where nothing is left to read. */
function tidyLine(line: string): string[] {
  if (!line.includes(hole)) return [line];
  const [first = '', ...rest] = withoutEmptyPairs(line).split(border);
  let text = kept(first, true);
  for (let index = 0; index < rest.length; index += 2) {
    const clause = rest[index + 1] ?? '';
    const told = kept(clause, false);
    const isDropped = told !== clause && !saysSomething.test(told);
    text += isDropped || text === '' ? told : `${rest[index]}${told}`;
  }
  const tidy = withoutHoles(text);
  return saysSomething.test(tidy) ? [tidy] : [];
}

function withoutEmptyPairs(line: string): string {
  let text = line;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(emptyPair, (_all, label: string | undefined) => label ?? hole);
  }
  return text;
}

const saysSomething = /[\p{L}\p{N}\uE001]/u;
/** One or two short words before a tag: `for`, `to the`. */
const shortWords = /^\W*\p{L}{1,4}(?:\s+\p{L}{1,4})?\W*$/u;

/** A part of a line; of one that says nothing without its tags only the marks behind them are left. */
function kept(clause: string, isFirst: boolean): string {
  if (!clause.includes(hole) || clause.includes(filled)) return clause;
  const [before = ''] = clause.split(hole);
  const after = clause.slice(clause.lastIndexOf(hole) + 1);
  const isLabel = announcement.test(before) || !saysSomething.test(before) || (!isFirst && shortWords.test(before));
  if (!isLabel || saysSomething.test(after)) return clause;
  const opening = /^[*_~|"'(]*/.exec(clause.trimStart())?.[0].replaceAll('(', ')') ?? '';
  return after.endsWith(opening) ? after.slice(0, after.length - opening.length) : after;
}

/** Without the blank that a hole leaves before a sign, at an end, or beside another blank. */
function withoutHoles(text: string): string {
  return text.replace(
    /([^\S\n]*)\uE000(?:[^\S\n]*\uE000)*([^\S\n]*)(.?)/gu,
    (_all, before: string, after: string, next: string) => {
      const isTight = next === '' || /[,.;:!?…)\]*_]/u.test(next);
      return `${isTight ? '' : before === '' ? '' : ' '}${isTight || before !== '' ? '' : after}${next}`;
    },
  );
}
