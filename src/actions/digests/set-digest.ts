import type { Actor } from '../../model/api-key.ts';
import type { Digest, DigestPeriod } from '../../model/digest.ts';
import { CrierError } from '../../model/errors.ts';
import { auditOf } from '../audit-of.ts';
import { requireScope } from '../require-scope.ts';
import type { DigestDeps } from './digest-deps.ts';
import { listDigests } from './list-digests.ts';

export interface DigestChange {
  period: DigestPeriod;
  /** `09:00`, in the store's time zone, or `off`. */
  time: string;
  /** The day of a weekly one: 1 is Monday, 7 is Sunday; undefined: as it is, or Monday. */
  weekday?: number | undefined;
}

/**
 * Sets when the actor's store is told its figures, or that it is not.
 *
 * @returns the digests of the store.
 * @throws CrierError `invalid_request` for a time or a weekday that is none.
 */
export async function setDigest(
  deps: Pick<DigestDeps, 'storage' | 'clock'>,
  actor: Actor,
  { period, time, weekday }: DigestChange,
): Promise<Digest[]> {
  requireScope(actor, 'admin');
  const minute = minuteOf(time);
  requireWeekday(period, weekday);
  const audit = auditOf(actor, deps.clock.now(), 'set-digest', `digest ${period}`, time);
  if (minute === 'off') await deps.storage.deleteDigest(actor.store, period, audit);
  else {
    const before = (await listDigests(deps, actor)).find((digest) => digest.period === period);
    const day = period === 'weekly' ? (weekday ?? before?.weekday ?? 1) : undefined;
    await deps.storage.putDigest({ store: actor.store, period, minute, weekday: day }, audit);
  }
  return listDigests(deps, actor);
}

function minuteOf(time: string): number | 'off' {
  if (time.trim().toLowerCase() === 'off') return 'off';
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) ?? [];
  if (hour !== undefined && minute !== undefined) return Number(hour) * 60 + Number(minute);
  throw new CrierError('invalid_request', `"${time}" is no time of day. Write it as 09:00, or off.`, {
    errors: [{ path: 'time', message: 'expected a time such as 09:00, or off' }],
  });
}

function requireWeekday(period: DigestPeriod, weekday: number | undefined): void {
  if (weekday === undefined) return;
  const isDay = Number.isInteger(weekday) && weekday >= 1 && weekday <= 7;
  if (isDay && period === 'weekly') return;
  const message = isDay ? 'a daily digest has no weekday' : 'expected 1 (Monday) to 7 (Sunday)';
  throw new CrierError('invalid_request', `The weekday does not fit: ${message}.`, {
    errors: [{ path: 'weekday', message }],
  });
}
