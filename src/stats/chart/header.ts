// The part above the plot: title, big numbers, legend.

import type { Chart, ChartFigure } from './chart.ts';
import { cutTo, plain, widthOf } from './drawable-text.ts';
import { element, words } from './svg.ts';
import type { Theme } from './theme.ts';

/** A piece of the drawing and the height it takes. */
export interface Part {
  svg: string;
  height: number;
}

export interface Row {
  left: number;
  right: number;
  top: number;
  theme: Theme;
}

const nothing: Part = { svg: '', height: 0 };

const titleSize = 17;
const smallSize = 13;

/** The title, and under it the subtitle. */
export function titlePart({ title, subtitle = '' }: Pick<Chart, 'title' | 'subtitle'>, row: Row): Part {
  const width = row.right - row.left;
  let { svg, height } = nothing;
  const add = (text: string, size: number, line: number, strong: boolean) => {
    const weight = strong ? 'strong' : 'regular';
    const fitting = cutTo(plain(text), width, size, weight);
    if (fitting === '') return;
    const fill = strong ? row.theme.strong : row.theme.muted;
    svg += words(fitting, row.left, row.top + height + size * 0.8, { size, fill, weight });
    height += line;
  };
  add(title, titleSize, 21, true);
  add(subtitle, smallSize, 17, false);
  return { svg, height };
}

interface Column {
  label: string;
  value: string;
  note: string;
  tone: ChartFigure['tone'];
  /** The width without the gap to the next. */
  width: number;
}

const columnGap = 26;
const noteGap = 7;

/** Big numbers beside each other: in even columns where they fit, else closer together, else smaller, else cut. */
export function figuresPart(figures: readonly ChartFigure[], row: Row): Part {
  const columns = figures.slice(0, 4).map(({ label, value, note = '', tone }) => ({
    label: plain(label),
    value: plain(value) || '–',
    note: plain(note),
    tone,
    width: 0,
  }));
  if (columns.length === 0) return nothing;
  const size = layOut(columns, row.right - row.left);
  let svg = '';
  let left = row.left;
  for (const column of columns) {
    svg += figure(column, size, left, row);
    left += column.width + columnGap;
  }
  return { svg, height: 51 };
}

/** Sets the widths of the columns; gives the size of the numbers. */
function layOut(columns: readonly Column[], width: number): number {
  const even = (width - columnGap * (columns.length - 1)) / columns.length;
  // Three at least, so that one or two figures keep together at the left.
  const airy = (width - columnGap * 2) / 3;
  for (const size of [24, 21, 18]) {
    const needs = columns.map((column) => needOf(column, size));
    if (needs.every((need) => need <= Math.min(even, airy))) {
      for (const column of columns) column.width = Math.min(even, airy);
      return size;
    }
    if (needs.reduce((sum, need) => sum + need + columnGap, -columnGap) <= width) {
      columns.forEach((column, index) => {
        column.width = needs[index] ?? 0;
      });
      return size;
    }
  }
  for (const column of columns) column.width = even;
  return 18;
}

function needOf({ label, value, note }: Column, size: number): number {
  const noteWidth = note === '' ? 0 : noteGap + widthOf(note, smallSize, 'strong');
  return Math.max(widthOf(label, smallSize), widthOf(value, size, 'strong') + noteWidth);
}

function figure(column: Column, size: number, left: number, { top, theme }: Row): string {
  const value = cutTo(column.value, column.width, size, 'strong');
  const valueWidth = widthOf(value, size, 'strong');
  const room = column.width - valueWidth - noteGap + 0.5;
  const note = cutTo(column.note, room, smallSize, 'strong');
  const fill = column.tone === undefined ? theme.muted : theme[column.tone];
  const bottom = top + 41;
  return (
    words(cutTo(column.label, column.width, smallSize), left, top + 11, { size: smallSize, fill: theme.muted }) +
    words(value, left, bottom, { size, fill: theme.strong, weight: 'strong' }) +
    words(note, left + valueWidth + noteGap, bottom, { size: smallSize, fill, weight: 'strong' })
  );
}

export interface LegendEntry {
  name: string;
  colour: string;
  /** The mark of the series: an area, a line, a dashed line. */
  mark: 'block' | 'line' | 'dashes';
}

const markWidth = { block: 10, line: 16, dashes: 16 };
const markGap = 7;
const entryGap = 18;

/** The legend that names the colours; nothing for a single series. */
export function legendPart(entries: readonly LegendEntry[], row: Row): Part {
  if (entries.length < 2) return nothing;
  const around = entries.reduce((sum, { mark }) => sum + markWidth[mark] + markGap, entryGap * (entries.length - 1));
  const names = shareOut(
    entries.map(({ name }, index) => plain(name) || String(index + 1)),
    row.right - row.left - around,
  );
  const middle = row.top + 8;
  let left = row.left;
  let svg = '';
  entries.forEach(({ mark, colour }, index) => {
    const name = names[index] ?? '';
    svg += legendMark(mark, colour, left, middle);
    left += markWidth[mark] + markGap;
    svg += words(name, left, middle + 4.5, { size: smallSize, fill: row.theme.muted });
    left += widthOf(name, smallSize) + entryGap;
  });
  return { svg, height: 22 };
}

function legendMark(mark: LegendEntry['mark'], colour: string, left: number, y: number): string {
  if (mark === 'block') return element('rect', { x: left, y: y - 5, width: 10, height: 10, rx: 3, fill: colour });
  return element('path', {
    d: `M${left + 1.25} ${y}h13.5`,
    stroke: colour,
    'stroke-width': 2.5,
    'stroke-linecap': 'round',
    'stroke-dasharray': mark === 'dashes' ? '3 5' : undefined,
  });
}

/** The names cut to the width together: short ones stay whole, long ones share what is left. */
function shareOut(names: readonly string[], width: number): string[] {
  const widths = names.map((name) => widthOf(name, smallSize)).sort((a, b) => a - b);
  let room = width;
  for (const [index, wide] of widths.entries()) {
    const most = room / (widths.length - index);
    if (wide > most) return names.map((name) => cutTo(name, most, smallSize));
    room -= wide;
  }
  return [...names];
}
