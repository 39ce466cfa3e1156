import type { Activity } from '../../model/activity.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** The time that a sender is let wait for Discord, in milliseconds; its clients wait longer than this for an answer. */
export const patienceMs = 12_000;

export type Attempted = Extract<Activity, { kind: 'delivery.attempted' }>;

export interface WatchedAttempts {
  /** The attempt that settles a delivery; undefined where none does in time. */
  settled(delivery: string): Promise<Attempted | undefined>;
  /** The first attempt at a delivery, whatever comes of it; undefined where none ends in time. */
  first(delivery: string): Promise<Attempted | undefined>;
  close(): void;
}

/** The attempts from now on: a delivery may be over before its id is known to whoever asks. */
export function watchAttempts(deps: Pick<WebhookDeps, 'activities' | 'clock'>): WatchedAttempts {
  const seen: Attempted[] = [];
  const listeners = new Set<() => void>();
  const close = deps.activities.subscribe((activity) => {
    if (activity.kind !== 'delivery.attempted') return;
    seen.push(activity);
    for (const listener of listeners) listener();
  });
  const next = (delivery: string, mayWait: boolean) =>
    new Promise<Attempted | undefined>((resolve) => {
      const end = (attempted: Attempted | undefined) => {
        cancel();
        listeners.delete(look);
        resolve(attempted);
      };
      const look = () => {
        const found = seen.find(({ record }) =>
          record.items.some(({ deliveryId, status }) => deliveryId === delivery && (mayWait || status !== 'pending')),
        );
        if (found !== undefined) end(found);
      };
      const cancel = deps.clock.after(patienceMs, () => end(undefined));
      listeners.add(look);
      look();
    });
  return { close, settled: (delivery) => next(delivery, false), first: (delivery) => next(delivery, true) };
}
