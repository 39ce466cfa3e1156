import { iso } from '../../lib/iso.ts';
import { addDays, localDate, startOfDay } from '../../lib/local-time.ts';
import type { Actor } from '../../model/api-key.ts';
import type { DigestPeriod } from '../../model/digest.ts';
import { requireScope } from '../require-scope.ts';
import { reportStats } from '../stats/report-stats.ts';
import { requireStore } from '../stores/require-store.ts';
import type { DigestDeps } from './digest-deps.ts';

const words = {
  daily: { title: 'Yesterday', before: 'the day before', days: 1 },
  weekly: { title: 'The last seven days', before: 'the seven days before', days: 7 },
} as const satisfies Record<DigestPeriod, object>;

/**
 * Tells the actor's store the figures of yesterday, or of the seven days before today, where its sales are told: the
 * route `crier.digest`, else `transactions`, else `default`.
 *
 * @param id what is told under it once is not told again; undefined: it is told anyway.
 * @returns the id of the event.
 */
export async function sendDigest(
  deps: Pick<DigestDeps, 'storage' | 'registries' | 'reads' | 'clock' | 'accept'>,
  actor: Actor,
  period: DigestPeriod,
  id?: string | undefined,
): Promise<string> {
  requireScope(actor, 'admin');
  const store = requireStore(deps, actor);
  const { title, before, days } = words[period];
  const today = localDate(deps.clock.now(), store.timeZone);
  const dayStart = (back: number) => startOfDay(addDays(today, -back), store.timeZone);
  const [from, to] = [dayStart(days), dayStart(0)];
  const date = new Intl.DateTimeFormat(store.locale, { timeZone: store.timeZone, dateStyle: 'full' });
  const heading = days === 1 ? `${title}, ${date.format(from)}` : `${title}, until ${date.format(to - 1)}`;
  const { stats, figures, chart } = await reportStats(deps, actor, {
    from,
    to,
    title: heading,
    before: { from: dayStart(2 * days), to: from, name: before },
    theme: 'dark',
  });
  const [accepted] = await deps.accept(
    actor,
    [
      {
        ...(id !== undefined && { id }),
        type: 'crier.digest',
        category: 'transactions',
        severity: 'info',
        title: heading,
        data: {
          period,
          from: iso(from),
          to: iso(to),
          revenue: stats.revenue,
          events: stats.total,
        },
      },
    ],
    {
      sameId: 'is the same event',
      own: { figures },
      files: [{ name: 'chart.png', type: 'image/png', content: chart }],
    },
  );
  return accepted?.id ?? '';
}
