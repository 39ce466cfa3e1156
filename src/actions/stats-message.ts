import { safeLine } from '../discord/markdown.ts';
import { formatMoney, formatNumber } from '../model/money.ts';
import type { Store } from '../model/store.ts';
import type { Chart, ChartFigure } from '../stats/chart/chart.ts';
import type { Ranked, Stats } from '../stats/stats.ts';

/** Name of the file that the message shows. */
const chartName = 'chart.png';

const blue = 0x5a68ea;

/** With more of them, the message would be longer than Discord takes. */
const mostCurrencies = 10;

export interface StatsMessage {
  embed: {
    title: string;
    description: string;
    color: number;
    fields: { name: string; value: string; inline: boolean }[];
    image: { url: string };
    footer: { text: string };
  };
  chart: { name: string; data: Buffer; description: string };
}

export interface StatsMessageOptions {
  store: Pick<Store, 'name' | 'locale' | 'timeZone'>;
  title: string;
  /** The time that it is compared with, and its name: `the 7 days before`. */
  before?: { stats: Stats; name: string } | undefined;
  theme: Chart['theme'];
}

/** The figures of a time as a message for Discord: an embed, and a chart that it shows. */
export async function statsMessage(stats: Stats, options: StatsMessageOptions): Promise<StatsMessage> {
  // The renderer is native code of several megabytes: loaded where a chart is wanted.
  const { drawChart } = await import('../stats/chart/draw.ts');
  const { store, title, before } = options;
  const money = moneyIn(stats, store);
  const others = stats.revenue.length - mostCurrencies;
  const lines = stats.revenue.slice(0, mostCurrencies).map(({ currency, gross, net, refunded, payments, refunds }) => {
    const isWhole = refunds === 0;
    const back = isWhole
      ? ''
      : ` · ${formatMoney({ value: gross, currency }, store.locale)} less ${formatMoney({ value: refunded, currency }, store.locale)} refunded`;
    return `💰 **${formatMoney({ value: net, currency }, store.locale)}** from ${count(payments, 'payment', store)}${back}`;
  });
  const trend = before === undefined ? undefined : trendOf(revenueIn(stats), revenueIn(before.stats));
  const summary = [
    ...(lines.length === 0 ? ['💰 No payments.'] : lines),
    others > 0 ? `… and ${others} more currencies` : '',
    trend === undefined || before === undefined ? '' : `${trend.mark} ${trend.text} against ${before.name}`,
    `📦 ${count(stats.total, 'event', store)}${failed(stats) === 0 ? '' : `, ${count(failed(stats), 'failure', store)}`}`,
    stats.refundRate === undefined || stats.refundRate === 0 ? '' : `↩️ ${percent(stats.refundRate, store)} refunded`,
  ];
  return {
    embed: {
      title,
      description: summary.filter(Boolean).join('\n'),
      color: blue,
      fields: fieldsOf(stats, store, money),
      image: { url: `attachment://${chartName}` },
      footer: { text: `${store.name} · times are of ${store.timeZone}`.slice(0, 2_048) },
    },
    chart: { name: chartName, data: drawChart(chartOf(stats, options)), description: `${title}: a chart` },
  };
}

function fieldsOf(stats: Stats, store: StatsMessageOptions['store'], money: (value: string) => string) {
  const ranked = (list: readonly Ranked[]) =>
    list.map(
      ({ name, revenue, count: times }, index) =>
        `${index + 1}. ${safeLine(name, 60)} · ${money(revenue)} · ${formatNumber(String(times), store.locale)}×`,
    );
  const categories = stats.categories
    .filter((one) => one.count > 0)
    .map((one) => `${one.category}: ${formatNumber(String(one.count), store.locale)}`);
  const failures = stats.failures.map(
    (one) => `${safeLine(one.type, 60)}: ${formatNumber(String(one.count), store.locale)}`,
  );
  return [
    { name: 'Top packages', lines: ranked(stats.packages), inline: false },
    { name: 'Top players', lines: ranked(stats.players), inline: false },
    { name: 'Events', lines: categories, inline: true },
    { name: 'Failures', lines: failures, inline: true },
  ].flatMap(({ name, lines, inline }) =>
    lines.length === 0 ? [] : [{ name, value: lines.join('\n').slice(0, 1_024), inline }],
  );
}

function chartOf(stats: Stats, { store, title, before, theme }: StatsMessageOptions): Chart {
  const hasRevenue = stats.buckets.some(({ revenue, refunded }) => revenue !== '0' || refunded !== '0');
  const compact = new Intl.NumberFormat(store.locale, { notation: 'compact', maximumFractionDigits: 1 });
  const label = new Intl.DateTimeFormat(
    store.locale,
    stats.unit === 'hour'
      ? { timeZone: store.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { timeZone: store.timeZone, day: 'numeric', month: 'short' },
  );
  const money = moneyIn(stats, store);
  const net = stats.revenue.find(({ currency }) => currency === stats.currency);
  const trend = before === undefined ? undefined : trendOf(revenueIn(stats), revenueIn(before.stats));
  const figures: ChartFigure[] = [
    {
      label: `Revenue (${stats.currency})`,
      value: money(net?.net ?? '0'),
      ...(trend === undefined ? {} : { note: trend.text, tone: trend.isUp ? ('good' as const) : ('bad' as const) }),
    },
    {
      label: 'Payments',
      value: formatNumber(String(stats.revenue.reduce((sum, one) => sum + one.payments, 0)), store.locale),
    },
    { label: 'Events', value: formatNumber(String(stats.total), store.locale) },
    { label: 'Failures', value: formatNumber(String(failed(stats)), store.locale) },
  ];
  const values = (pick: (bucket: Stats['buckets'][number]) => string | number) =>
    stats.buckets.map((bucket) => Number(pick(bucket)));
  return {
    title,
    subtitle: `${store.name}: ${hasRevenue ? `revenue in ${stats.currency}` : 'events'} by ${stats.unit}`,
    labels: stats.buckets.map(({ start }) => label.format(start)),
    kind: 'bars',
    series: hasRevenue
      ? [
          { name: 'Revenue', values: values(({ revenue }) => revenue), colour: 'blue' },
          ...(stats.buckets.some(({ refunded }) => refunded !== '0')
            ? [{ name: 'Refunded', values: values(({ refunded }) => -Number(refunded)), colour: 'pink' as const }]
            : []),
        ]
      : [
          { name: 'Events', values: values(({ events, failures }) => events - failures), colour: 'blue' },
          ...(failed(stats) > 0
            ? [{ name: 'Failures', values: values(({ failures }) => failures), colour: 'pink' as const }]
            : []),
        ],
    format: (value) => compact.format(value),
    theme,
    figures,
  };
}

interface Trend {
  text: string;
  mark: string;
  isUp: boolean;
}

/** How a figure has changed, in percent; undefined where there is nothing to compare with. */
function trendOf(now: number, before: number): Trend | undefined {
  if (before <= 0) return undefined;
  const change = Math.round(((now - before) / before) * 100);
  if (change === 0) return { text: '±0 %', mark: '➡️', isUp: true };
  return change > 0
    ? { text: `+${change} %`, mark: '📈', isUp: true }
    : { text: `−${-change} %`, mark: '📉', isUp: false };
}

const revenueIn = (stats: Stats) => Number(stats.revenue.find(({ currency }) => currency === stats.currency)?.net ?? 0);
const failed = ({ failures }: Stats) => failures.reduce((sum, one) => sum + one.count, 0);
const moneyIn =
  ({ currency }: Stats, { locale }: Pick<Store, 'locale'>) =>
  (value: string) =>
    formatMoney({ value, currency }, locale);

function percent(share: number, { locale }: Pick<Store, 'locale'>): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

function count(number: number, what: string, { locale }: Pick<Store, 'locale'>): string {
  return `${formatNumber(String(number), locale)} ${what}${number === 1 ? '' : 's'}`;
}
