import type { Actor } from '../../model/api-key.ts';
import type { Figures } from '../../model/figures.ts';
import { figuresOf } from '../../stats/figures.ts';
import type { Stats } from '../../stats/stats.ts';
import { statsChart } from '../../stats/stats-chart.ts';
import { requireStore } from '../stores/require-store.ts';
import { getStats } from './get-stats.ts';
import type { StatsDeps } from './stats-deps.ts';

/** A time whose figures are told, and the one that it is compared with; epoch milliseconds. */
export interface StatsRequest {
  from: number;
  to: number;
  title: string;
  /** `name` as in `the 7 days before`. */
  before: { from: number; to: number; name: string };
  theme: 'dark' | 'light';
}

/** The figures of a time as they are told, with a picture of them. */
export interface StatsReport {
  stats: Stats;
  figures: Figures;
  /** A PNG. */
  chart: Buffer;
}

/** The figures of the actor's store for a time, in words and as a chart. @throws CrierError as `getStats` does. */
export async function reportStats(
  deps: StatsDeps,
  actor: Actor,
  { from, to, title, before, theme }: StatsRequest,
): Promise<StatsReport> {
  const store = requireStore(deps, actor);
  const stats = await getStats(deps, actor, { from, to });
  const earlier = await getStats(deps, actor, before);
  // The renderer is native code of several megabytes: loaded where a chart is wanted.
  const { drawChart } = await import('../../stats/chart/draw-chart.ts');
  const options = { store, title, before: { stats: earlier, name: before.name }, theme };
  return { stats, figures: figuresOf(stats, options), chart: drawChart(statsChart(stats, options)) };
}
