import type { Chart, ChartColour } from './chart.ts';

export interface Theme {
  background: string;
  /** Titles and big numbers. */
  strong: string;
  /** Everything else that is read. */
  muted: string;
  grid: string;
  zero: string;
  good: string;
  bad: string;
  series: Record<ChartColour, string>;
}

/**
 * The backgrounds are Discord's own. Every colour of a series has a contrast of 3:1 and more (WCAG 2.2, 1.4.11) and
 * every text one of 4.5:1 to #2b2d31 and #313338, or to #ffffff and #f2f3f5. The four colours of series stay apart for
 * people who see no red, no green or no blue (at least 10 in OKLab × 100, after Machado et al. 2009), also by lightness.
 */
export const themes: Record<Chart['theme'], Theme> = {
  dark: {
    background: '#2b2d31',
    strong: '#f5f6f8',
    muted: '#aeb3bd',
    grid: '#3b3e45',
    zero: '#5b5f69',
    good: '#5fd39a',
    bad: '#ff9492',
    series: { blue: '#5794f7', amber: '#fbbf45', mint: '#8be9d0', pink: '#e069ad', muted: '#8b919d' },
  },
  light: {
    background: '#ffffff',
    strong: '#17191d',
    muted: '#5c626d',
    grid: '#e8eaee',
    zero: '#b9bec8',
    good: '#107a47',
    bad: '#c4282d',
    series: { blue: '#2f6fed', amber: '#d17a00', mint: '#0a6b5e', pink: '#c2389c', muted: '#7d8593' },
  },
};

const order = ['blue', 'amber', 'mint', 'pink'] as const;

/** A colour for each series: the one it names, else the next that no other has. */
export function coloursOf(series: readonly { colour?: ChartColour }[]): ChartColour[] {
  const named = new Set(series.map(({ colour }) => colour));
  const free: ChartColour[] = order.filter((colour) => !named.has(colour));
  return series.map(({ colour }) => colour ?? free.shift() ?? 'muted');
}
