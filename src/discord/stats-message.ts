import type { CountFigure, Figures, RankedFigure, TrendFigure } from '../model/figures.ts';
import type { RelayedMessage } from '../model/relayed-message.ts';
import { safeLine } from './markdown.ts';

/** Name of the file that the message shows. */
const chartName = 'chart.png';

const blue = 0x5a68ea;

/** With more of them, the message would be longer than Discord takes. */
const mostCurrencies = 10;

const trendMarks: Readonly<Record<TrendFigure['direction'], string>> = { up: '📈', down: '📉', level: '➡️' };

/** An embed, and the picture of a chart that it shows. */
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

/** The figures of a time as a message for Discord. @param chart a PNG. */
export function statsMessage(figures: Figures, chart: Buffer): StatsMessage {
  return {
    embed: {
      title: figures.title,
      description: summaryLines(figures).join('\n'),
      color: blue,
      fields: fieldsOf(figures),
      image: { url: `attachment://${chartName}` },
      footer: { text: figures.note.slice(0, 2_048) },
    },
    chart: { name: chartName, data: chart, description: `${figures.title}: a chart` },
  };
}

/** The same as a message that goes through as it is. @param chart a PNG. */
export function digestMessage(figures: Figures, chart: Buffer): RelayedMessage {
  const { embed, chart: picture } = statsMessage(figures, chart);
  return {
    body: { embeds: [embed] },
    files: [{ name: picture.name, type: 'image/png', base64: picture.data.toString('base64') }],
  };
}

function summaryLines({ revenue, trend, events, failures, refundRate }: Figures): string[] {
  const others = revenue.length - mostCurrencies;
  const money = revenue.slice(0, mostCurrencies).map(({ net, payments, refunded }) => {
    const back = refunded === undefined ? '' : ` · ${refunded.gross} less ${refunded.back} refunded`;
    return `💰 **${net}** from ${payments}${back}`;
  });
  return [
    ...(money.length === 0 ? ['💰 No payments.'] : money),
    others > 0 ? `… and ${others} more currencies` : '',
    trend === undefined ? '' : `${trendMarks[trend.direction]} ${trend.text} against ${trend.against}`,
    `📦 ${events}${failures === undefined ? '' : `, ${failures}`}`,
    refundRate === undefined ? '' : `↩️ ${refundRate} refunded`,
  ].filter(Boolean);
}

function fieldsOf({ packages, players, categories, failureTypes }: Figures): StatsMessage['embed']['fields'] {
  const ranked = ({ name, revenue, count }: RankedFigure, index: number) =>
    `${index + 1}. ${safeLine(name, 60)} · ${revenue} · ${count}×`;
  const counted = ({ name, count }: CountFigure) => `${safeLine(name, 60)}: ${count}`;
  return [
    { name: 'Top packages', lines: packages.map(ranked), inline: false },
    { name: 'Top players', lines: players.map(ranked), inline: false },
    { name: 'Events', lines: categories.map(counted), inline: true },
    { name: 'Failures', lines: failureTypes.map(counted), inline: true },
  ].flatMap(({ name, lines, inline }) =>
    lines.length === 0 ? [] : [{ name, value: lines.join('\n').slice(0, 1_024), inline }],
  );
}
