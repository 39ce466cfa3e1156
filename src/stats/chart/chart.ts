// The description of a chart, in the words of those who want one.

/**
 * A colour by name: the theme knows the shade that is seen on it. The first four are given out in this order to series
 * that name none. `muted` is for what is compared with, such as the week before; as a line it is dashed.
 */
export type ChartColour = 'blue' | 'amber' | 'mint' | 'pink' | 'muted';

export interface ChartSeries {
  /** For the legend, which is drawn as soon as there are two series. */
  name: string;
  /** One per bucket. What is missing or no finite number leaves a gap. */
  values: readonly number[];
  colour?: ChartColour;
}

/** A big number above the plot: `Revenue €1,240.50 +12 %`. */
export interface ChartFigure {
  label: string;
  value: string;
  note?: string;
  /** Colours the note. Only the caller knows whether more is better. */
  tone?: 'good' | 'bad';
}

export interface Chart {
  title: string;
  subtitle?: string;
  /** One per bucket, already formatted; those that do not fit are left out or cut. */
  labels: readonly string[];
  /** One to four; further ones are left out. */
  series: readonly ChartSeries[];
  /** `bars` stands series on top of each other, `grouped` side by side. */
  kind: 'bars' | 'grouped' | 'line';
  /** A value for the axis, short: `1.2k`. Is only asked for round values. */
  format(value: number): string;
  theme: 'dark' | 'light';
  /** Up to four; further ones are left out. */
  figures?: readonly ChartFigure[];
}

/** A rectangle in the units of the drawing. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
