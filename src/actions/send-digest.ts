import { addDays, localDate, localMinute, startOfDay, weekdayOf } from '../lib/local-time.ts';
import type { Actor } from '../model/api-key.ts';
import type { Digest, DigestPeriod } from '../model/digest.ts';
import type { Store } from '../model/store.ts';
import type { ActionDeps } from './action-deps.ts';
import { getStats } from './get-stats.ts';
import { statsMessage } from './stats-message.ts';

type Deps = Pick<ActionDeps, 'store' | 'registries' | 'clock' | 'accept'>;

/** What is later than this was missed: Crier was not running. It is not told any more. */
const latestMs = 60 * 60_000;

const words = {
  daily: { title: 'Yesterday', before: 'the day before', days: 1 },
  weekly: { title: 'The last seven days', before: 'the seven days before', days: 7 },
} as const satisfies Record<DigestPeriod, object>;

/**
 * Tells each store whose time has come its figures, once: the event bears an id, so that it is known again where it
 * was stored and a crash kept that from being noted.
 *
 * @returns the stores that were told, for the log.
 * @throws the first error, once all have had their turn; what failed is tried again at the next call.
 */
export async function sendDueDigests(deps: Deps): Promise<string[]> {
  const now = deps.clock.now();
  const told: string[] = [];
  const errors: unknown[] = [];
  for (const digest of await deps.store.listDigests()) {
    const store = deps.registries.stores.find(digest.store);
    const due = store && dueDate(digest, store, now);
    if (store === undefined || due === undefined) continue;
    const name = `${store.id} ${digest.period}`;
    try {
      if (due.isInTime) {
        const actor = { name: 'schedule', store: store.id, scopes: ['admin'] as const };
        await sendDigest(deps, actor, digest.period, `crier.digest ${digest.period} ${due.date}`);
        told.push(name);
      }
      await deps.store.markDigestSent(store.id, digest.period, due.date);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return told;
}

/** The date that a digest is due for now; undefined where its time has not come today. */
function dueDate(
  { minute, weekday, lastSentFor }: Digest,
  { timeZone }: Store,
  now: number,
): { date: string; isInTime: boolean } | undefined {
  const date = localDate(now, timeZone);
  const hasCome = (at: number) => localDate(at, timeZone) === date && localMinute(at, timeZone) >= minute;
  if (!hasCome(now) || lastSentFor === date) return undefined;
  if (weekday !== undefined && weekdayOf(date) !== weekday) return undefined;
  // Not by the clock on the wall: where it goes forward, 02:00 comes at 03:00.
  return { date, isInTime: !hasCome(now - latestMs) };
}

/**
 * Tells the actor's store the figures of yesterday, or of the seven days before today, where its sales are told: the
 * route `crier.digest`, else `transactions`, else `default`.
 *
 * @param id what is told under it once is not told again; undefined: it is told anyway.
 * @returns the id of the event.
 */
export async function sendDigest(
  deps: Deps,
  actor: Actor,
  period: DigestPeriod,
  id?: string | undefined,
): Promise<string> {
  const store = deps.registries.stores.find(actor.store);
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
        ...(id !== undefined && { id }),
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
      sameId: 'is the same event',
      relayed: {
        body: { embeds: [embed] },
        files: [{ name: chart.name, type: 'image/png', base64: chart.data.toString('base64') }],
      },
    },
  );
  return accepted?.id ?? '';
}
