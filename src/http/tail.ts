import { type Request, Router } from 'express';
import type { Actions } from '../actions/create-actions.ts';
import type { Activity } from '../model/activity.ts';
import type { Actor } from '../model/api-key.ts';
import { EventStreams } from './event-streams.ts';

/** `GET /v1/tail`: the activity of a store, as it happens, as server-sent events. */
export function tail(actions: Actions, authenticate: (request: Request) => Promise<Actor>): Router {
  const router = Router();
  const streams = new EventStreams(async (actor, send) =>
    actions.activity.follow(actor).subscribe((activity) => {
      for (const line of toLines(activity)) send(line.kind, line);
    }),
  );
  router.get('/v1/tail', async (request, response) => {
    const actor = await authenticate(request);
    // Asks whether this actor may follow: the reader that all of a store share began for another one.
    actions.activity.follow(actor);
    await streams.follow(actor, response);
  });
  return router;
}

function toLines(activity: Activity): { kind: string; [key: string]: unknown }[] {
  switch (activity.kind) {
    case 'event.accepted': {
      const { kind, event, accepted } = activity;
      const { id, type, category, severity, title, player, amount } = event;
      const deliveries = accepted.deliveries.map(({ id: delivery, destination, status }) => ({
        id: delivery,
        destination: destination ?? null,
        status,
      }));
      return [{ kind, id, type, category, severity, title, player: player?.name, amount, deliveries }];
    }
    case 'event.duplicate':
      return [{ kind: activity.kind, id: activity.accepted.id }];
    case 'source.refused': {
      const { kind, source, cause, detail } = activity;
      return [{ kind, source, cause, detail }];
    }
    case 'source.partial': {
      const { kind, source, detail } = activity;
      return [{ kind, source, detail }];
    }
    case 'destination.changed': {
      const { kind, destination, state, reason } = activity;
      return [{ kind, destination, state, reason }];
    }
    case 'delivery.attempted': {
      const { kind, record, label, events } = activity;
      return record.items.map((item, index) => ({
        kind,
        delivery: item.deliveryId,
        event: events[index],
        destination: label,
        outcome: item.outcome ?? record.outcome,
        status: item.status,
        status_code: record.statusCode,
        code: record.code,
        reason: item.reason ?? record.reason,
        latency_ms: Math.round(record.latencyMs),
        message_url: record.messageUrl,
      }));
    }
  }
}
