// Bars and lines.

import type { Box } from './chart.ts';
import { barPath, element, linePath, number, type Point } from './svg.ts';

/** A series ready to be drawn: one value or gap per bucket. */
export interface DrawnSeries {
  values: readonly (number | undefined)[];
  colour: string;
  dashed: boolean;
}

export interface Field {
  plot: Box;
  buckets: number;
  /** Height of a value. */
  y: (value: number) => number;
  background: string;
}

/** The least height of a bar: a sale, however small, is seen. */
const leastHeight = 1.5;
const widestBar = 44;
const seam = 1;

/** The middle of a bucket, for bars. */
export function bandMiddle(plot: Box, buckets: number): (bucket: number) => number {
  const band = (plot.right - plot.left) / Math.max(1, buckets);
  return (bucket) => plot.left + band * (bucket + 0.5);
}

/** The point of a bucket, for lines: from edge to edge; a single one in the middle. */
export function pointMiddle(plot: Box, buckets: number): (bucket: number) => number {
  if (buckets < 2) return bandMiddle(plot, buckets);
  const inset = 6;
  return (bucket) => plot.left + inset + ((plot.right - plot.left - 2 * inset) * bucket) / (buckets - 1);
}

/** The sums of each bucket above and below zero: how far a stack reaches. */
export function stackEnds(series: readonly Pick<DrawnSeries, 'values'>[], buckets: number): number[] {
  return Array.from({ length: buckets }, (_, bucket) => {
    const values = series.map(({ values }) => values[bucket] ?? 0);
    const sum = (sign: number) => values.reduce((total, value) => (value * sign > 0 ? total + value : total), 0);
    return [sum(1), sum(-1)];
  }).flat();
}

/** Bars on top of each other, what is below zero hanging down from it; the outermost end is round. */
export function stackedBars(series: readonly DrawnSeries[], field: Field): string {
  const { plot, buckets, y } = field;
  const width = barWidth(plot, buckets);
  const middle = bandMiddle(plot, buckets);
  const paths = series.map(() => '');
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    for (const sign of [1, -1]) {
      const drawn = series.flatMap(({ values }, index) => {
        const value = values[bucket] ?? 0;
        return value * sign > 0 ? [{ index, value }] : [];
      });
      let base = y(0);
      drawn.forEach(({ index, value }, place) => {
        const height = Math.max(leastHeight, Math.abs(y(value) - y(0)));
        const isLast = place === drawn.length - 1;
        const gap = isLast || height < 4 ? 0 : seam;
        paths[index] += barPath(middle(bucket) - width / 2, width, base, base - sign * (height - gap), isLast ? 4 : 0);
        base -= sign * height;
      });
    }
  }
  return filled(paths, series);
}

/** The bars of a bucket side by side. */
export function groupedBars(series: readonly DrawnSeries[], field: Field): string {
  const { plot, buckets, y } = field;
  const count = Math.max(1, series.length);
  const band = (plot.right - plot.left) / Math.max(1, buckets);
  const pitch = Math.min((band * (band > 30 ? 0.72 : 0.84)) / count, 34);
  const width = pitch > 6 ? pitch - 2 : pitch * 0.88;
  const middle = bandMiddle(plot, buckets);
  const paths = series.map(({ values }, index) => {
    let path = '';
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const value = values[bucket] ?? 0;
      if (value === 0) continue;
      const left = middle(bucket) + (index - count / 2) * pitch + (pitch - width) / 2;
      const height = Math.max(leastHeight, Math.abs(y(value) - y(0)));
      path += barPath(left, width, y(0), y(0) - Math.sign(value) * height, 4);
    }
    return path;
  });
  return filled(paths, series);
}

function barWidth(plot: Box, buckets: number): number {
  const band = (plot.right - plot.left) / Math.max(1, buckets);
  return Math.min(widestBar, band * (buckets > 12 ? 0.72 : 0.62));
}

function filled(paths: readonly string[], series: readonly DrawnSeries[]): string {
  return paths.map((d, index) => (d === '' ? '' : element('path', { d, fill: series[index]?.colour }))).join('');
}

/** Smooth lines, the first on top, with a dot at their last value. A single line has a shade under it. */
export function lines(series: readonly DrawnSeries[], field: Field): string {
  const x = pointMiddle(field.plot, field.buckets);
  const drawn = series.map((each) => ({ ...each, runs: runsOf(each.values, x, field) }));
  const shade = series.length === 1 ? drawn.map((each) => shadeUnder(each.runs, each.colour, field)).join('') : '';
  return (
    shade +
    drawn
      .reverse()
      .map((each) => line(each, field))
      .join('')
  );
}

/** Points without a gap between them. */
function runsOf(values: DrawnSeries['values'], x: (bucket: number) => number, { buckets, y }: Field): Point[][] {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const value = values[bucket];
    if (value === undefined) {
      run = [];
      continue;
    }
    if (run.length === 0) runs.push(run);
    run.push({ x: x(bucket), y: y(value) });
  }
  return runs;
}

function line({ runs, colour, dashed }: DrawnSeries & { runs: Point[][] }, { background }: Field): string {
  let svg = '';
  for (const run of runs) {
    const [first] = run;
    if (run.length === 1 && first !== undefined) svg += dot(first, 3, colour);
    else {
      svg += element('path', {
        d: linePath(run),
        fill: 'none',
        stroke: colour,
        'stroke-width': dashed ? 2 : 2.5,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
        'stroke-dasharray': dashed ? '2 5' : undefined,
      });
    }
  }
  const last = runs.at(-1)?.at(-1);
  return last === undefined || dashed ? svg : svg + dot(last, 6, background) + dot(last, 4, colour);
}

function dot({ x, y }: Point, r: number, fill: string): string {
  return element('circle', { cx: x, cy: y, r, fill });
}

function shadeUnder(runs: readonly Point[][], colour: string, { plot, y }: Field): string {
  const stop = (offset: number, opacity: number) =>
    element('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity });
  const zero = y(0);
  // Fades towards zero from above and from below.
  const middle = (zero - plot.top) / (plot.bottom - plot.top);
  const gradient = element(
    'linearGradient',
    { id: 'shade', gradientUnits: 'userSpaceOnUse', x1: 0, x2: 0, y1: plot.top, y2: plot.bottom },
    stop(0, 0.32) + stop(middle, 0.03) + (middle < 1 ? stop(1, 0.32) : ''),
  );
  const areas = runs.map((run) => `${linePath(run)}V${number(zero)}H${number(run[0]?.x ?? 0)}Z`);
  return element('defs', {}, gradient) + element('path', { d: areas.join(''), fill: 'url(#shade)' });
}
