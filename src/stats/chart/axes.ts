import type { Box } from './chart.ts';
import { cutTo, plain, widthOf } from './drawable-text.ts';
import { labelStep, type Scale } from './scale.ts';
import { rule, words } from './svg.ts';
import type { Theme } from './theme.ts';

const size = 13;
const widestTick = 90;
const widestLabel = 120;
const labelGap = 16;

export interface TickLabels {
  texts: string[];
  /** The width of the widest. */
  width: number;
}

/** The texts beside the ticks. */
export function tickLabels(scale: Scale, format: (value: number) => string): TickLabels {
  const texts = scale.ticks.map((tick) => cutTo(plain(format(tick)), widestTick, size));
  return { texts, width: Math.max(0, ...texts.map((text) => widthOf(text, size))) };
}

/** Height of a value in the drawing. */
export function heightIn(plot: Box, scale: Scale): (value: number) => number {
  return (value) => plot.bottom - ((value - scale.low) / (scale.high - scale.low)) * (plot.bottom - plot.top);
}

/** Grid lines with their values, right-aligned at `textRight`; zero is drawn by `zeroLine`, above the bars. */
export function valueAxis(plot: Box, scale: Scale, labels: TickLabels, textRight: number, theme: Theme): string {
  const y = heightIn(plot, scale);
  return scale.ticks
    .map((tick, index) => {
      const line = tick === 0 ? '' : rule(plot.left, plot.right, sharp(y(tick)), theme.grid);
      const text = labels.texts[index] ?? '';
      return line + words(text, textRight, sharp(y(tick)) + 4.5, { size, fill: theme.muted, anchor: 'end' });
    })
    .join('');
}

export function zeroLine(plot: Box, scale: Scale, theme: Theme): string {
  return rule(plot.left, plot.right, sharp(heightIn(plot, scale)(0)), theme.zero);
}

/**
 * The labels under the plot: as many as fit, at even distances, each under the middle of its bucket but none beyond
 * `edges`. `x` says where the bucket's middle is.
 */
export function bucketAxis(
  labels: readonly string[],
  x: (bucket: number) => number,
  plot: Box,
  edges: { left: number; right: number },
  theme: Theme,
): string {
  const most = labels.length === 1 ? plot.right - plot.left : widestLabel;
  const distance = labels.length === 1 ? most : x(1) - x(0);
  const cap = Math.max(distance - labelGap, Math.min(most, (plot.right - plot.left) / 4));
  const texts = labels.map((label) => cutTo(plain(label), cap, size));
  const widest = Math.max(0, ...texts.map((text) => widthOf(text, size)));
  const step = labelStep(labels.length, (widest + labelGap) / distance);
  let svg = '';
  let free = Number.NEGATIVE_INFINITY;
  for (let bucket = 0; bucket < texts.length; bucket += step) {
    const text = texts[bucket] ?? '';
    const half = widthOf(text, size) / 2;
    const middle = Math.max(edges.left + half, Math.min(edges.right - half, x(bucket)));
    if (middle - half < free) continue;
    free = middle + half + labelGap / 2;
    svg += words(text, middle, plot.bottom + 21, { size, fill: theme.muted, anchor: 'middle' });
  }
  return svg;
}

/** The middle of a pixel row of a line one unit high, which is two pixels. */
function sharp(y: number): number {
  return Math.round(y * 2) / 2;
}
