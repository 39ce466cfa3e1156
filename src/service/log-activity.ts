import type { Emitter } from '../lib/emitter.ts';
import { iso } from '../lib/iso.ts';
import type { Log } from '../lib/log.ts';
import type { Activity } from '../model/activity.ts';

/** Outcomes that need nobody. */
const calm = new Set(['delivered', 'amend']);

/** One line for every event that is accepted, and one for every attempt. The returned function ends it. */
export function logActivity(activities: Emitter<Activity>, log: Pick<Log, 'info' | 'warn' | 'error'>): () => void {
  return activities.subscribe((activity) => {
    switch (activity.kind) {
      case 'event.accepted': {
        const { id, store, type, category } = activity.event;
        const deliveries = activity.accepted.deliveries.map((delivery) => delivery.id);
        return log.info({ event: id, store, type, category, deliveries }, activity.kind);
      }
      case 'event.duplicate':
        return log.info({ event: activity.accepted.id, store: activity.store }, activity.kind);
      case 'source.partial':
      case 'source.refused': {
        const { kind, ...fields } = activity;
        return log.warn(fields, kind);
      }
      case 'destination.changed': {
        const { kind, ...fields } = activity;
        return activity.state === 'broken' ? log.error(fields, 'destination.broken') : log.info(fields, kind);
      }
      case 'delivery.attempted': {
        const { record, store, label, events } = activity;
        const { outcome, statusCode, code, reason, scope, messageId, items, latencyMs } = record;
        const nextAttemptAt = items.find((item) => item.nextAttemptAt !== undefined)?.nextAttemptAt;
        const fields = {
          store,
          destination: label,
          outcome,
          statusCode,
          code,
          reason,
          scope,
          messageId,
          latencyMs: Math.round(latencyMs),
          notes: outcome === 'delivered' ? notesOn(items) : undefined,
          failed: items.filter(({ status }) => status === 'failed').length || undefined,
          next: nextAttemptAt === undefined ? undefined : iso(nextAttemptAt),
          deliveries: items.map(({ deliveryId }) => deliveryId),
          events,
        };
        return calm.has(outcome) ? log.info(fields, activity.kind) : log.warn(fields, activity.kind);
      }
    }
  });
}

/** The words on what delivered messages had to do without. */
function notesOn(items: readonly { reason?: string | undefined }[]): string[] | undefined {
  const notes = [...new Set(items.flatMap(({ reason }) => reason ?? []))];
  return notes.length === 0 ? undefined : notes;
}
