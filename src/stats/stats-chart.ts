import { formatMoney, formatNumber } from '../model/money.ts';
import type { Chart, ChartFigure, ChartSeries } from './chart/chart.ts';
import { type FiguresOptions, failuresIn, trendOf } from './figures.ts';
import type { Stats } from './stats.ts';

export interface StatsChartOptions extends FiguresOptions {
  theme: Chart['theme'];
}

/** The chart of a time: its revenue by hours or days, its events where there was none. */
export function statsChart(stats: Stats, options: StatsChartOptions): Chart {
  const { store, title, theme } = options;
  const hasRevenue = stats.buckets.some(({ revenue, refunded }) => revenue !== '0' || refunded !== '0');
  const compact = new Intl.NumberFormat(store.locale, { notation: 'compact', maximumFractionDigits: 1 });
  const label = new Intl.DateTimeFormat(
    store.locale,
    stats.unit === 'hour'
      ? { timeZone: store.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { timeZone: store.timeZone, day: 'numeric', month: 'short' },
  );
  return {
    title,
    subtitle: `${store.name}: ${hasRevenue ? `revenue in ${stats.currency}` : 'events'} by ${stats.unit}`,
    labels: stats.buckets.map(({ start }) => label.format(start)),
    kind: 'bars',
    series: hasRevenue ? revenueSeries(stats) : eventSeries(stats),
    format: (value) => compact.format(value),
    theme,
    figures: headFigures(stats, options),
  };
}

function headFigures(stats: Stats, { store, before }: StatsChartOptions): ChartFigure[] {
  const net = stats.revenue.find(({ currency }) => currency === stats.currency)?.net ?? '0';
  const trend = trendOf(stats, before);
  const note = trend && { note: trend.text, tone: trend.direction === 'down' ? ('bad' as const) : ('good' as const) };
  const number = (value: number) => formatNumber(String(value), store.locale);
  return [
    {
      label: `Revenue (${stats.currency})`,
      value: formatMoney({ value: net, currency: stats.currency }, store.locale),
      ...note,
    },
    { label: 'Payments', value: number(stats.revenue.reduce((sum, one) => sum + one.payments, 0)) },
    { label: 'Events', value: number(stats.total) },
    { label: 'Failures', value: number(failuresIn(stats)) },
  ];
}

function revenueSeries({ buckets }: Stats): ChartSeries[] {
  const revenue: ChartSeries = {
    name: 'Revenue',
    values: buckets.map((bucket) => Number(bucket.revenue)),
    colour: 'blue',
  };
  if (buckets.every(({ refunded }) => refunded === '0')) return [revenue];
  return [revenue, { name: 'Refunded', values: buckets.map(({ refunded }) => -Number(refunded)), colour: 'pink' }];
}

function eventSeries(stats: Stats): ChartSeries[] {
  const events: ChartSeries = {
    name: 'Events',
    values: stats.buckets.map((bucket) => bucket.events - bucket.failures),
    colour: 'blue',
  };
  if (failuresIn(stats) === 0) return [events];
  return [events, { name: 'Failures', values: stats.buckets.map(({ failures }) => failures), colour: 'pink' }];
}
