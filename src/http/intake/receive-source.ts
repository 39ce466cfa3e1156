import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Actions } from '../../actions/create-actions.ts';
import { CrierError } from '../../model/errors.ts';
import type { SourceAnswer, SourceRequest } from '../../model/source.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';

/** GitHub's largest bodies are larger, and cut: nobody reads them on Discord. */
const largestBody = '5mb';

/** Refused requests from one address within a minute; more are not even looked at. */
const refusedPerMinute = 60;

/** `POST /in/{store}/{source}`, and `POST /in/{store}` for platforms that are recognised by what they send. */
export function receiveSource(receive: Actions['sources']['receive'], now: () => number): Router {
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: largestBody });
  const refusals = new RateLimiterMemory({ points: refusedPerMinute, duration: 60 });

  const handle: RequestHandler = async (request, response) => {
    const address = request.ip ?? 'unknown';
    const spent = await refusals.get(address);
    if (spent !== null && spent.remainingPoints <= 0) {
      const retryAfterSeconds = Math.ceil(spent.msBeforeNext / 1_000);
      throw new CrierError(
        'too_many_requests',
        `Too many refused requests from this address. Wait ${retryAfterSeconds} s.`,
        { retryAfterSeconds },
      );
    }
    const { store, source, ...inAddress } = request.params;
    const sourceRequest = toSourceRequest(request);
    const dropIn = lookUpPath(request);
    const received = await receive({
      store: oneOf(store),
      source: oneOf(source) ?? dropIn,
      request: {
        ...sourceRequest,
        query: dropIn === undefined ? sourceRequest.query : { ...sourceRequest.query, ...texts(inAddress) },
        receivedAt: now(),
      },
    });
    if (received.refused !== undefined) await refusals.consume(address).catch(() => undefined);
    sendAnswer(response, received.answer);
  };
  for (const path of ['/in/:store', '/in/:store/:source', ...Object.keys(dropIns)]) {
    router.post(path, readRaw, handle);
    router.all(path, methodNotAllowed(['post']));
  }
  return router;
}

/**
 * Addresses of other services, at which their senders post after changing nothing but the host. Which store it is, the
 * secret tells; what stands in the address goes into the query.
 */
const dropIns: Readonly<Record<string, string>> = {
  '/loki/api/v1/push': 'loki',
  '/api/logs': 'fivemanage',
  '/api/logs/batch': 'fivemanage',
  '/server/:server/webhook/:channel': 'mssgs',
  '/webhook/:bot/:event': 'botghost',
};

function lookUpPath(request: Request): string | undefined {
  const path: unknown = request.route?.path;
  return typeof path === 'string' && Object.hasOwn(dropIns, path) ? dropIns[path] : undefined;
}

/** Express gives a list where a parameter may be repeated. */
function oneOf(parameter: string | string[] | undefined): string | undefined {
  return Array.isArray(parameter) ? parameter[0] : parameter;
}

function texts(parameters: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, oneOf(value) ?? '']));
}

/** A request as a source sees it; the body has to be read as raw bytes. */
export function toSourceRequest(request: Request): Omit<SourceRequest, 'receivedAt'> {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  const query = new URL(request.originalUrl, 'http://localhost').searchParams;
  return {
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(query),
  };
}

/** Sends the answer that a platform wants to hear. */
export function sendAnswer(response: Response, { status, body }: SourceAnswer): void {
  if (status >= 400 && typeof body === 'object') response.type('application/problem+json');
  response.status(status);
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.type('text').send(body);
  else response.send(JSON.stringify(body));
}
