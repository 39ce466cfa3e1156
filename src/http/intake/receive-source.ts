import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import type { SourceAnswer, SourceRequest } from '../../model/source.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { senderOf } from '../sender-of.ts';

/** GitHub's largest bodies are larger, and cut: nobody reads them on Discord. */
const largestBody = '5mb';

/** `POST /in/{store}/{source}`, and `POST /in/{store}` for platforms that are recognised by what they send. */
export function receiveSource(receive: Actions['sources']['receive'], now: () => number): Router {
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: largestBody });

  const handle: RequestHandler = async (request, response) => {
    const { store, source, ...inAddress } = request.params;
    const sourceRequest = toSourceRequest(request);
    const dropIn = lookUpPath(request);
    const received = await receive({
      store: oneOf(store),
      source: oneOf(source) ?? dropIn,
      from: senderOf(request),
      request: {
        ...sourceRequest,
        query: dropIn === undefined ? sourceRequest.query : { ...sourceRequest.query, ...texts(inAddress) },
        receivedAt: now(),
      },
    });
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
export const dropIns: Readonly<Record<string, string>> = {
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
