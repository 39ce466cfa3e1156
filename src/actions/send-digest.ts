import { addDays, localDate, localMinute, startOfDay, weekdayOf } from '../lib/local-time.ts';
import type { Actor } from '../model/api-key.ts';
import type { Digest, DigestPeriod } from '../model/digest.ts';
import type { Store } from '../model/store.ts';
import type { ActionDeps } from './action-deps.ts';
import { getStats } from './get-stats.ts';
import { statsMessage } from './stats-message.ts';

type Deps = Pick<ActionDeps, 'store' | 'directory' | 'clock' | 'accept'>;

/** What is later than this was missed: Crier was not running. It is not told any more. */
const latestMinutes = 60;

const words = {
  daily: { title: 'Yesterday', before: 'the day before', days: 1 },
  weekly: { title: 'The last seven days', before: 'the seven days before', days: 7 },
} as const satisfies Record<DigestPeriod, object>;

/**
 * Tells each store whose time has come its figures. Each digest is told at most once: what is noted as told before it
 * is told may be lost by a crash, and is never told twice.
 *
 * @returns the stores that were told, for the log.
 */
export async function sendDueDigests(deps: Deps): Promise<string[]> {
  const now = deps.clock.now();
  const told: string[] = [];
  for (const digest of await deps.store.listDigests()) {
    const store = deps.directory.store(digest.store);
    const due = store && dueDate(digest, store, now);
    if (store === undefined || due === undefined) continue;
    const isNew = await deps.store.markDigestSent(store.id, digest.period, due.date);
    if (!isNew || !due.isInTime) continue;
    await sendDigest(deps, { name: 'schedule', store: store.id, scopes: ['admin'] }, digest.period);
    told.push(`${store.id} ${digest.period}`);
  }
  return told;
}

/** The date that a digest is due for now; undefined where its time has not come today. */
function dueDate(
  { minute, weekday, lastSentFor }: Digest,
  { timeZone }: Store,
  now: number,
): { date: string; isInTime: boolean } | undefined {
  const date = localDate(now, timeZone);
  const late = localMinute(now, timeZone) - minute;
  if (late < 0 || lastSentFor === date) return undefined;
  if (weekday !== undefined && weekdayOf(date) !== weekday) return undefined;
  return { date, isInTime: late < latestMinutes };
}

/**
 * Tells the actor's store the figures of yesterday, or of the seven days before today, where its sales are told: the
 * route `crier.digest`, else `transactions`, else `default`.
 *
 * @returns the id of the event.
 */
export async function sendDigest(deps: Deps, actor: Actor, period: DigestPeriod): Promise<string> {
  const store = deps.directory.store(actor.store);
  if (store === undefined) throw new Error(`there is no store ${actor.store}`);
  const { title, before, days } = words[period];
  const today = localDate(deps.clock.now(), store.timeZone);
  const dayStart = (back: number) => startOfDay(addDays(today, -back), store.timeZone);
  const stats = await getStats(deps, actor, { from: dayStart(days), to: dayStart(0) });
  const earlier = await getStats(deps, actor, { from: dayStart(2 * days), to: dayStart(days) });
  const date = new Intl.DateTimeFormat(store.locale, { timeZone: store.timeZone, dateStyle: 'full' });
  const heading = days === 1 ? `${title}, ${date.format(stats.from)}` : `${title}, until ${date.format(stats.to - 1)}`;
  const options = { store, title: heading, before: { stats: earlier, name: before }, theme: 'dark' } as const;
  const { embed, chart } = await statsMessage(stats, options);
  const [accepted] = await deps.accept(
    actor,
    [
      {
        type: 'crier.digest',
        category: 'transactions',
        severity: 'info',
        title: heading,
        data: {
          period,
          from: new Date(stats.from).toISOString(),
          to: new Date(stats.to).toISOString(),
          revenue: stats.revenue,
          events: stats.total,
        },
      },
    ],
    {
      relayed: {
        body: { embeds: [embed] },
        files: [{ name: chart.name, type: 'image/png', base64: chart.data.toString('base64') }],
      },
    },
  );
  return accepted?.id ?? '';
}
