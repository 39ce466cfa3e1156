import { type Request, type Response, Router } from 'express';
import type { Signal } from '../lib/signal.ts';
import type { Activity } from '../model/activity.ts';
import { type Actor, may } from '../model/api-key.ts';
import { CrierError } from '../model/errors.ts';

/** Proxies and browsers give up on a silent connection after half a minute or more. */
const heartbeatMs = 15_000;

/** `GET /v1/tail`: what happens, as it happens, as server-sent events. */
export function tail(live: Signal<Activity>, authenticate: (request: Request) => Promise<Actor>): Router {
  const router = Router();
  router.get('/v1/tail', async (request, response) => {
    const actor = await authenticate(request);
    if (!may(actor, 'read')) throw new CrierError('forbidden', `${actor.name} lacks the scope "read".`);
    stream(response, (send) =>
      live.subscribe((told) => {
        for (const line of toLines(told, actor.store)) send(line.kind, line);
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

function toLines(told: Activity, store: string): { kind: string; [key: string]: unknown }[] {
  switch (told.kind) {
    case 'event.accepted': {
      const { event, accepted } = told;
      if (event.store !== store) return [];
      const { id, type, category, severity, title, player, amount } = event;
      return [
        {
          kind: told.kind,
          id,
          type,
          category,
          severity,
          title,
          player: player?.name,
          amount,
          deliveries: accepted.deliveries.map(({ id: delivery, destination, status }) => ({
            id: delivery,
            destination: destination ?? null,
            status,
          })),
        },
      ];
    }
    case 'event.duplicate':
      return told.store === store ? [{ kind: told.kind, id: told.accepted.id }] : [];
    case 'source.refused': {
      const { kind, source, cause, detail } = told;
      return told.store === store ? [{ kind, source, cause, detail }] : [];
    }
    case 'destination.changed': {
      const { kind, destination, state, reason } = told;
      return told.store === store ? [{ kind, destination, state, reason }] : [];
    }
    case 'delivery.attempted': {
      const { record, label, events } = told;
      if (told.store !== store) return [];
      return record.items.map((item, index) => ({
        kind: told.kind,
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
