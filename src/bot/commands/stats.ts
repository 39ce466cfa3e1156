import { figuresEmbed } from '../../discord/figures-embed.ts';
import { addDays, localDate, startOfDay } from '../../lib/local-time.ts';
import type { CommandContext } from '../command-context.ts';
import type { LocalizedText, Reply, SlashCommand } from '../slash-command.ts';

const dayMs = 86_400_000;

const chartName = 'chart.png';

const periods = {
  '24h': { en: 'Last 24 hours', de: 'Letzte 24 Stunden' },
  '7d': { en: 'Last 7 days', de: 'Letzte 7 Tage' },
  '30d': { en: 'Last 30 days', de: 'Letzte 30 Tage' },
  '90d': { en: 'Last 90 days', de: 'Letzte 90 Tage' },
} satisfies Record<string, LocalizedText>;

type Period = keyof typeof periods;

const days: Record<Period, number> = { '24h': 1, '7d': 7, '30d': 30, '90d': 90 };

export default {
  description: {
    en: 'Revenue, events, top packages and players, with a chart',
    de: 'Umsatz, Ereignisse, beste Pakete und Spieler, mit Diagramm',
  },
  group: 'look',
  self: {
    scope: 'read',
    options: {
      period: { kind: 'text', choices: periods, description: { en: 'Default: 7 days', de: 'Sonst: 7 Tage' } },
      light: {
        kind: 'flag',
        description: { en: 'A chart for the light theme', de: 'Ein Diagramm für das helle Thema' },
      },
    },
    run: stats,
  },
} satisfies SlashCommand;

async function stats(context: CommandContext): Promise<Reply> {
  const { actions, actor, store } = context;
  const period = periodIn(context.text('period'));
  const { from, to } = timeOf(period, context.now, store.timeZone);
  const name = period === '24h' ? 'the 24 hours before' : `the ${days[period]} days before`;
  const report = await actions.stats.report(actor, {
    from,
    to,
    title: periods[period].en,
    before: { ...before(period, from, to, store.timeZone), name },
    theme: context.flag('light') ? 'light' : 'dark',
  });
  const description = `${report.figures.title}: a chart`;
  return {
    embeds: [figuresEmbed(report.figures, chartName)],
    files: [{ name: chartName, data: report.chart, description }],
  };
}

function periodIn(text: string | undefined): Period {
  return text !== undefined && Object.hasOwn(periods, text) ? (text as Period) : '7d';
}

/** The time of a period: whole days of the store's time zone, today among them. */
function timeOf(period: Period, now: number, timeZone: string): { from: number; to: number } {
  if (period === '24h') return { from: now - dayMs, to: now };
  return { from: startOfDay(addDays(localDate(now, timeZone), 1 - days[period]), timeZone), to: now };
}

/**
 * As far into its last day as the time is, so that a morning is not compared with a whole day. Where clocks change
 * within it, that would reach into the time itself by an hour, whose money would be on both sides.
 */
function before(period: Period, from: number, to: number, timeZone: string): { from: number; to: number } {
  const end = Math.min(from, to - days[period] * dayMs);
  if (period === '24h') return { from: from - dayMs, to: end };
  return { from: startOfDay(addDays(localDate(from, timeZone), -days[period]), timeZone), to: end };
}
