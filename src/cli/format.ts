import { oneLine } from '../lib/text.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Emoji and the East Asian characters that terminals show two columns wide. */
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** `3 s`, `5 min`, `2 h`, `4 d`: how long ago, or how long. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `5 min ago`, or `in 5 min`. */
export function when(time: string, now: number): string {
  const ms = now - Date.parse(time);
  return ms < 0 ? `in ${age(-ms)}` : `${age(ms)} ago`;
}

/** The number of columns that a text takes on a terminal. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

/** The text on one line within so many columns, with an ellipsis where something is missing. */
export function clip(text: string, columns: number): string {
  const line = oneLine(text);
  if (columnsOf(line) <= columns) return line;
  let kept = '';
  let left = columns - 1;
  for (const { segment } of graphemes.segment(line)) {
    left -= wide.test(segment) ? 2 : 1;
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The text with blanks up to so many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

export interface Column {
  title: string;
  /** True: it may become narrower for the sake of the others. */
  shrinks?: boolean;
}

/** One row: its cells, and what stands below it, indented. */
export interface Row {
  cells: readonly string[];
  below?: string | undefined;
  /** Colours a cell after it was fitted. */
  paint?: (cell: string, column: number) => string;
}

/** No column becomes narrower than this. */
const narrowest = 6;

/** Columns side by side within `width`; the widest of those that shrink gives way first. */
export function table(columns: readonly Column[], rows: readonly Row[], width: number): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map(({ cells }) => columnsOf(oneLine(cells[index] ?? '')))),
  );
  for (let excess = total(widths) - width; excess > 0; excess -= 1) {
    const shrinkable = widths.map((each, index) => (columns[index]?.shrinks && each > narrowest ? each : 0));
    const widest = Math.max(...shrinkable);
    if (widest === 0) break;
    widths[shrinkable.indexOf(widest)] = widest - 1;
  }
  const line = ({ cells, paint = (cell) => cell }: Row) =>
    cells
      .map((cell, index) => {
        const fitted = clip(cell, widths[index] ?? 0);
        const isLast = index === cells.length - 1;
        return paint(fitted, index) + (isLast ? '' : ' '.repeat((widths[index] ?? 0) - columnsOf(fitted)));
      })
      .join('  ')
      .trimEnd();
  const header = line({ cells: columns.map(({ title }) => title) });
  return [header, ...rows.flatMap((row) => [line(row), ...(row.below === undefined ? [] : [`  ${row.below}`])])].join(
    '\n',
  );
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each + 2, -2);
}
