import { backoffMs } from '../../lib/backoff.ts';
import { newId } from '../../lib/ids.ts';
import type { Delivery } from '../../model/delivery.ts';
import type { Destination } from '../../model/destination.ts';
import type { OmittablePart, Outcome } from '../../model/outcome.ts';
import type { AttemptItem } from '../../model/storage/attempt-record.ts';

/** The usual schedule: exponential with full jitter from 1 s to 15 min. */
const usualBackoff = { baseMs: 1_000, longestMs: 15 * 60_000 };

/** The time after which a delivery is given up on ... */
const giveUpAfterMs = 24 * 3_600_000;

/** ... but never after fewer attempts: a machine that was off for a day, or a clock that jumped, is no failure. */
const fewestAttempts = 20;

/** A schedule of one's own is stretched by up to this share, so that what failed together comes back spread out. */
const scheduleJitter = 0.1;

/** The next step of a lane after an attempt. */
export interface Decision {
  items: AttemptItem[];
  /** Wait this long before the next attempt; 0: go on at once. */
  waitMs: number;
  /** Send again without this part. */
  omit?: OmittablePart | undefined;
  /** No culprit is known: search for it in messages of at most this many. */
  halveTo?: number | undefined;
}

/**
 * The meaning of one attempt for the deliveries that were in it. Pure.
 *
 * @param deliveries those in the message, in order.
 * @param random a number from 0 (inclusive) to 1.
 */
export function decide(
  outcome: Outcome,
  deliveries: readonly Delivery[],
  destination: Pick<Destination, 'schedule' | 'onUncertain'>,
  now: number,
  random: number,
): Decision {
  const each = (item: Omit<AttemptItem, 'deliveryId' | 'attemptId'>): AttemptItem[] =>
    deliveries.map(({ id }) => ({ deliveryId: id, attemptId: newId('att'), ...item }));
  const waiting = { spent: false, status: 'pending' } as const;

  switch (outcome.kind) {
    case 'delivered':
      return { items: each({ spent: true, status: 'delivered' }), waitMs: 0 };
    case 'rate_limited':
      return {
        items: each({ ...waiting, nextAttemptAt: now + outcome.afterMs }),
        waitMs: outcome.afterMs,
      };
    case 'amend':
      return { items: each(waiting), waitMs: 0, omit: outcome.omit };
    case 'gone':
      return { items: each(waiting), waitMs: 0 };
    case 'refused':
      return refused(outcome, each);
    case 'uncertain':
      if (destination.onUncertain === 'hold') {
        const reason = `it may have arrived: ${outcome.reason}. Look there, then replay it or leave it`;
        return { items: each({ spent: true, status: 'held', reason }), waitMs: 0 };
      }
      return again(outcome, deliveries, destination, now, random);
    case 'retry':
      return again(outcome, deliveries, destination, now, random);
  }
}

function refused(
  outcome: Extract<Outcome, { kind: 'refused' }>,
  each: (item: Omit<AttemptItem, 'deliveryId' | 'attemptId'>) => AttemptItem[],
): Decision {
  const dead = each({ spent: true, status: 'failed' });
  if (dead.length === 1) return { items: dead, waitMs: 0 };
  const innocent = each({
    spent: false,
    status: 'pending',
    reason: 'shared a message with one that was refused',
  });
  const culprits = outcome.culprits?.filter((index) => index < dead.length) ?? [];
  if (culprits.length === 0) {
    return { items: innocent, waitMs: 0, halveTo: Math.ceil(dead.length / 2) };
  }
  const items = innocent.map((item, index) => (culprits.includes(index) ? (dead[index] ?? item) : item));
  return { items, waitMs: 0 };
}

function again(
  { reason, afterMs = 0 }: { reason: string; afterMs?: number | undefined },
  deliveries: readonly Delivery[],
  destination: Pick<Destination, 'schedule'>,
  now: number,
  random: number,
): Decision {
  const made = (deliveries[0]?.attempts ?? 0) + 1;
  const { schedule } = destination;
  const ownMs = schedule === undefined ? backoffMs(made, usualBackoff, random) : stretched(schedule[made - 1], random);
  const waitMs = Math.max(ownMs, afterMs);
  const items = deliveries.map((delivery): AttemptItem => {
    const base = { deliveryId: delivery.id, attemptId: newId('att'), spent: true };
    if (isOver(delivery, schedule, now)) {
      return { ...base, status: 'failed', reason: `given up after ${delivery.attempts + 1} attempts: ${reason}` };
    }
    return { ...base, status: 'pending', nextAttemptAt: now + waitMs };
  });
  return { items, waitMs: items[0]?.status === 'failed' ? 0 : waitMs };
}

function stretched(delayMs = 0, random: number): number {
  return Math.round(delayMs * (1 + scheduleJitter * random));
}

function isOver(delivery: Delivery, schedule: readonly number[] | undefined, now: number): boolean {
  const made = delivery.attempts + 1;
  if (schedule !== undefined) return made > schedule.length;
  return made >= fewestAttempts && now - (delivery.firstAttemptAt ?? now) >= giveUpAfterMs;
}
