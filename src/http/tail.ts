import { type Request, type Response, Router } from 'express';
import type { Actions } from '../actions/create-actions.ts';
import type { Activity } from '../model/activity.ts';
import type { Actor } from '../model/api-key.ts';

/** Proxies and browsers give up on a silent connection after half a minute or more. */
const heartbeatMs = 15_000;

/** `GET /v1/tail`: the activity of a store, as it happens, as server-sent events. */
export function tail(actions: Actions, authenticate: (request: Request) => Promise<Actor>): Router {
  const router = Router();
  router.get('/v1/tail', async (request, response) => {
    const live = actions.activity.follow(await authenticate(request));
    stream(response, (send) =>
      live.subscribe((activity) => {
        for (const line of toLines(activity)) send(line.kind, line);
      }),
    );
  });
  return router;
}

/** Opens a stream of server-sent events; `begin` gets the function that sends one and answers how to end. */
export function stream(response: Response, begin: (send: (event: string, data: unknown) => void) => () => void): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write(': listening\n\n');
  const end = begin((event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    end();
  });
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
