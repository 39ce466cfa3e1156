import express, { Router } from 'express';
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
  accept: Actions['events']['accept'];
  authenticate: Authenticator;
}

/** `POST /v1/events`: answers when the events have reached the disk. */
export function postEvents({ accept, authenticate }: IntakeDeps): Router {
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
  if (!(error instanceof CrierError) || error.errors.length === 0) return error;
  const errors = error.errors.map(({ path, message }) => ({ path: path.replace(/^\[0\]\.?/, ''), message }));
  return new CrierError(error.code, error.message, { errors, cause: error });
}

function databaseIsBehind(): CrierError {
  return new CrierError('too_many_requests', 'The database is behind. Nothing was stored; send again in 1 s.', {
    retryAfterSeconds: 1,
  });
}
