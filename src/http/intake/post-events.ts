import express, { type Response, Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import { requireScope } from '../../actions/require-scope.ts';
import { presentAccepted } from '../../contract/event.ts';
import { CrierError } from '../../model/errors.ts';
import type { Authenticator } from '../authenticate.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { readBody } from '../read-body.ts';
import { largestBatch, readEvents } from './read-events.ts';

/** Events that may wait for a commit; more would only fill the memory. */
const mostUncommitted = 50_000;

export interface IntakeDeps {
  events: Pick<Actions['events'], 'accept' | 'allowance'>;
  authenticate: Authenticator;
}

/** `POST /v1/events`: answers when the events have reached the disk. */
export function postEvents({ events: actions, authenticate }: IntakeDeps): Router {
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: largestBatch });
  let uncommitted = 0;

  router.post('/v1/events', async (request, response) => {
    const actor = await authenticate(request);
    requireScope(actor, 'ingest');
    const body = await readBody(readRaw, request, response);
    const { events, isBatch } = readEvents(body, request.headers['content-type'], request.header('idempotency-key'));
    if (uncommitted + events.length > mostUncommitted) throw databaseIsBehind();
    uncommitted += events.length;
    try {
      const accepted = await actions.accept(actor, events).catch((error) => {
        tellAllowance(response, actions.allowance(actor));
        throw isBatch ? error : forOne(error);
      });
      tellAllowance(response, actions.allowance(actor));
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

/** IETF draft-ietf-httpapi-ratelimit-headers-10: the limit of the sender, what is left of it, seconds until all is. */
function tellAllowance(response: Response, allowance: ReturnType<Actions['events']['allowance']>): void {
  if (allowance === undefined) return;
  const { limit, left, endsInMs } = allowance;
  const seconds = (ms: number) => Math.ceil(ms / 1_000);
  response.setHeader('RateLimit-Policy', `"events";q=${limit.count};w=${seconds(limit.windowMs)}`);
  response.setHeader('RateLimit', `"events";r=${left};t=${seconds(endsInMs)}`);
}

/** The pipeline counts events from 0; whoever sent a single one knows no index. */
function forOne(error: unknown): unknown {
  if (!(error instanceof CrierError) || error.errors.length === 0) return error;
  const errors = error.errors.map(({ path, message }) => ({ path: path.replace(/^\[0\]\.?/, ''), message }));
  return new CrierError(error.code, error.message, { errors, cause: error });
}

function databaseIsBehind(): CrierError {
  return new CrierError('too_many_requests', 'The database is behind. Nothing was stored; send again in 1 s.', {
    retryAfterSeconds: 1,
  });
}
