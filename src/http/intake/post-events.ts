import express, { type Request, type Response, Router } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Actions } from '../../actions/create-actions.ts';
import { presentAccepted } from '../../contract/event.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Authenticator } from '../authenticate.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { largestBatch, readEvents } from './read-events.ts';

/** Events that may wait for a commit; more would only fill the memory. */
const mostUncommitted = 50_000;

export interface IntakeDeps {
  accept: Actions['events']['accept'];
  authenticate: Authenticator;
  /** Events that one API key may post; undefined: no limit. */
  limit: { count: number; windowMs: number } | undefined;
}

/** `POST /v1/events`: answers when the events have reached the disk. */
export function postEvents({ accept, authenticate, limit }: IntakeDeps): Router {
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: largestBatch });
  const limiter = limit && new RateLimiterMemory({ points: limit.count, duration: limit.windowMs / 1_000 });
  let uncommitted = 0;

  async function spend(actor: Actor, events: number): Promise<void> {
    try {
      await limiter?.consume(actor.keyId ?? actor.name, events);
    } catch (limited) {
      if (!(limited instanceof RateLimiterRes)) throw limited;
      throw tooMany(
        `This API key posts more than ${limit?.count} events in ${(limit?.windowMs ?? 0) / 1_000} s.`,
        limited,
      );
    }
  }

  router.post('/v1/events', async (request, response) => {
    const actor = await authenticate(request);
    const body = await readBody(readRaw, request, response);
    const { events, isBatch } = readEvents(body, request.headers['content-type'], request.header('idempotency-key'));
    await spend(actor, events.length);
    if (uncommitted + events.length > mostUncommitted) throw tooMany('The database is behind.');
    uncommitted += events.length;
    try {
      const accepted = await accept(actor, events).catch((error) => Promise.reject(isBatch ? error : forOne(error)));
      const status = accepted.every(({ duplicate }) => duplicate) ? 200 : 202;
      response
        .status(status)
        .json(isBatch ? { data: accepted.map(presentAccepted) } : accepted.map(presentAccepted)[0]);
    } finally {
      uncommitted -= events.length;
    }
  });
  router.all('/v1/events', methodNotAllowed(['post']));
  return router;
}

/** The pipeline counts events from 0; whoever sent a single one knows no index. */
function forOne(error: unknown): unknown {
  if (!(error instanceof CrierError)) return error;
  const errors = error.errors.map(({ path, message }) => ({ path: path.replace(/^\[0\]\.?/, ''), message }));
  return new CrierError(error.code, error.message, { errors, cause: error });
}

function tooMany(sentence: string, limited?: RateLimiterRes): CrierError {
  const retryAfterSeconds = Math.max(1, Math.ceil((limited?.msBeforeNext ?? 1_000) / 1_000));
  return new CrierError('too_many_requests', `${sentence} Nothing was stored; send again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
}

async function readBody(read: ReturnType<typeof express.raw>, request: Request, response: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) =>
    read(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error))),
  );
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}
