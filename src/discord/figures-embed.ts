import type { CountFigure, Figures, RankedFigure, TrendFigure } from '../model/figures.ts';
import { embedLimits } from './limits.ts';
import { safeLine } from './markdown.ts';

const blue = 0x5a68ea;

/** With more of them, the message would be longer than Discord takes. */
const mostCurrencies = 10;

const trendMarks: Readonly<Record<TrendFigure['direction'], string>> = { up: '📈', down: '📉', level: '➡️' };

/** The figures of a time as an embed. @param picture the name of the file that it shows. */
export function figuresEmbed(figures: Figures, picture: string | undefined) {
  return {
    title: figures.title,
    description: summaryLines(figures).join('\n'),
    color: blue,
    fields: fieldsOf(figures),
    ...(picture !== undefined && { image: { url: `attachment://${picture}` } }),
    footer: { text: figures.note.slice(0, embedLimits.footer) },
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

function fieldsOf({
  packages,
  players,
  categories,
  failureTypes,
}: Figures): { name: string; value: string; inline: boolean }[] {
  const ranked = ({ name, revenue, count }: RankedFigure, index: number) =>
    `${index + 1}. ${safeLine(name, 60)} · ${revenue} · ${count}×`;
  const counted = ({ name, count }: CountFigure) => `${safeLine(name, 60)}: ${count}`;
  return [
    { name: 'Top packages', lines: packages.map(ranked), inline: false },
    { name: 'Top players', lines: players.map(ranked), inline: false },
    { name: 'Events', lines: categories.map(counted), inline: true },
    { name: 'Failures', lines: failureTypes.map(counted), inline: true },
  ].flatMap(({ name, lines, inline }) =>
    lines.length === 0 ? [] : [{ name, value: lines.join('\n').slice(0, embedLimits.fieldValue), inline }],
  );
}
