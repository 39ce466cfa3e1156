import type { Figures, TrendFigure } from '../model/figures.ts';
import { formatMoney, formatNumber } from '../model/money.ts';
import type { Store } from '../model/store.ts';
import type { Stats } from './stats.ts';
import type { Ranked } from './sums.ts';

export interface FiguresOptions {
  store: Pick<Store, 'name' | 'locale' | 'timeZone'>;
  title: string;
  /** The time that it is compared with, and its name: `the 7 days before`. */
  before?: { stats: Stats; name: string };
}

/** The figures of a time in words and numbers, for whoever shows them. */
export function figuresOf(stats: Stats, options: FiguresOptions): Figures {
  const { store, title } = options;
  const { locale } = store;
  const number = (value: number) => formatNumber(String(value), locale);
  const count = (value: number, noun: string) => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
  const ranked = (list: readonly Ranked[]) =>
    list.map(({ name, revenue, count: times }) => ({
      name,
      revenue: formatMoney({ value: revenue, currency: stats.currency }, locale),
      count: number(times),
    }));
  const failures = failuresIn(stats);
  return {
    title,
    revenue: stats.revenue.map(({ currency, gross, net, refunded, payments, refunds }) => ({
      net: formatMoney({ value: net, currency }, locale),
      payments: count(payments, 'payment'),
      refunded:
        refunds === 0
          ? undefined
          : {
              gross: formatMoney({ value: gross, currency }, locale),
              back: formatMoney({ value: refunded, currency }, locale),
            },
    })),
    trend: trendOf(stats, options.before),
    events: count(stats.total, 'event'),
    failures: failures === 0 ? undefined : count(failures, 'failure'),
    refundRate: stats.refundRate ? percent(stats.refundRate, locale) : undefined,
    packages: ranked(stats.packages),
    players: ranked(stats.players),
    categories: stats.categories
      .filter((one) => one.count > 0)
      .map((one) => ({ name: one.category, count: number(one.count) })),
    failureTypes: stats.failures.map((one) => ({ name: one.type, count: number(one.count) })),
    note: `${store.name} · times are of ${store.timeZone}`,
  };
}

/** The change of the revenue in the store's currency; undefined where there is nothing to compare with. */
export function trendOf(stats: Stats, before: FiguresOptions['before']): TrendFigure | undefined {
  const then = before === undefined ? 0 : revenueIn(before.stats);
  if (before === undefined || then <= 0) return undefined;
  const change = Math.round(((revenueIn(stats) - then) / then) * 100);
  if (change === 0) return { direction: 'level', text: '±0 %', against: before.name };
  return change > 0
    ? { direction: 'up', text: `+${change} %`, against: before.name }
    : { direction: 'down', text: `−${-change} %`, against: before.name };
}

/** The number of events that told of something that went wrong. */
export function failuresIn({ failures }: Stats): number {
  return failures.reduce((sum, one) => sum + one.count, 0);
}

function revenueIn(stats: Stats): number {
  return Number(stats.revenue.find(({ currency }) => currency === stats.currency)?.net ?? 0);
}

function percent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
