import { cut } from '../../lib/text.ts';
import { embedLimits } from './limits.ts';
import type { Shown } from './shown.ts';

/** One field of an embed before it is known how much room there is. */
export interface Line {
  name: string;
  shown: Shown;
  inline: boolean;
}

/** What is gathered for an embed's fields, and what must not come a second time. */
export interface Gathered {
  lines: Line[];
  /** Paths that are shown or must not be. */
  paths: Set<string>;
  /** Labels in lower case. */
  labels: Set<string>;
  /** Texts that are shown already. */
  texts: Set<string>;
}

/** Beyond this a value does not fit beside others. */
const maxInline = 80;

/** More lines, or a word that would break in the middle where three values share a line of Discord. */
const unfit = /\n|\S{29}/;

/** Adds a line and remembers what it shows. */
export function addLine(gathered: Gathered, label: string, shown: Shown, inline: boolean): void {
  const name = cut(label, embedLimits.fieldName).trim();
  const fits = shown.text.length <= maxInline && !unfit.test(shown.text);
  gathered.lines.push({ name: name === '' ? '·' : name, shown, inline: inline && fits });
  gathered.labels.add(label.toLowerCase());
  gathered.texts.add(shown.text);
}

/** Whether a path stands under one of these: `data.package.id` under `data.package`. */
export function isUnder(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.size === 0) return false;
  for (let dot = path.length; dot > 0; dot = path.lastIndexOf('.', dot - 1))
    if (paths.has(path.slice(0, dot))) return true;
  return false;
}
