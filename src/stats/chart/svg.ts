// The few pieces of SVG that charts are made of. Text from outside enters through `words` only.

import type { Weight } from './font.ts';

export interface Point {
  x: number;
  y: number;
}

type Attributes = Record<string, string | number | undefined>;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for an attribute or between tags. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** Two digits behind the point: a two-hundredth of a pixel, and short. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

export function element(name: string, attributes: Attributes, content = ''): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    tag += ` ${key}="${typeof value === 'number' ? number(value) : escapeXml(value)}"`;
  }
  return content === '' ? `${tag}/>` : `${tag}>${content}</${name}>`;
}

export interface WordStyle {
  size: number;
  fill: string;
  weight?: Weight;
  anchor?: 'start' | 'middle' | 'end';
}

/** Words on a line whose letters stand at `y`; nothing for empty ones. */
export function words(text: string, x: number, y: number, style: WordStyle): string {
  if (text === '') return '';
  const { size, fill, weight, anchor } = style;
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-weight': weight === 'strong' ? 600 : undefined,
      'text-anchor': anchor === 'start' ? undefined : anchor,
    },
    escapeXml(text),
  );
}

/** A line from left to right that lies sharp on the pixels. */
export function rule(left: number, right: number, y: number, stroke: string): string {
  return element('path', { d: `M${number(left)} ${number(y)}H${number(right)}`, stroke, 'stroke-width': 1 });
}

/** The outline of a bar from `base` to `end` (above or below it), round at its end by `radius`. */
export function barPath(left: number, width: number, base: number, end: number, radius: number): string {
  const r = Math.max(0, Math.min(radius, width / 2, Math.abs(end - base)));
  const inner = end + (end < base ? r : -r);
  const right = left + width;
  const [x0, x1, x2, x3] = [left, left + r, right - r, right].map(number);
  if (r === 0) return `M${x0} ${number(base)}V${number(end)}H${x3}V${number(base)}Z`;
  return `M${x0} ${number(base)}V${number(inner)}Q${x0} ${number(end)} ${x1} ${number(end)}H${x2}Q${x3} ${number(end)} ${x3} ${number(inner)}V${number(base)}Z`;
}

/**
 * A smooth line through the points that never swings beyond them: monotone cubic interpolation,
 * Fritsch and Carlson 1980 (https://en.wikipedia.org/wiki/Monotone_cubic_interpolation). The points rise in x.
 */
export function linePath(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return '';
  const slopes = slopesOf(points);
  let path = `M${number(first.x)} ${number(first.y)}`;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1] ?? first;
    const to = points[index] ?? first;
    const third = (to.x - from.x) / 3;
    path += `C${number(from.x + third)} ${number(from.y + third * (slopes[index - 1] ?? 0))} ${number(to.x - third)} ${number(to.y - third * (slopes[index] ?? 0))} ${number(to.x)} ${number(to.y)}`;
  }
  return path;
}

function slopesOf(points: readonly Point[]): number[] {
  const secants = points.slice(1).map((to, index) => {
    const from = points[index] ?? to;
    return (to.y - from.y) / (to.x - from.x);
  });
  return points.map((_, index) => {
    const before = secants[index - 1] ?? secants[index] ?? 0;
    const after = secants[index] ?? before;
    // At a peak, a valley or beside a flat stretch the line lies flat; else the harmonic mean keeps it monotone.
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
}
