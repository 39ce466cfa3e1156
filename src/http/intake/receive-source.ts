import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import type { SourceAnswer, SourceRequest } from '../../model/source.ts';
import { methodNotAllowed } from '../method-not-allowed.ts';
import { networkOf } from '../network-of.ts';
import { answerAtMssgs, failureAtMssgs, sourceAtMssgs } from './mssgs-address.ts';

/** GitHub's largest bodies are larger, and cut: nobody reads them on Discord. */
const largestBody = '5mb';

/** `POST /in/{store}/{source}`, and `POST /in/{store}` for platforms that are recognised by what they send. */
export function receiveSource(receive: Actions['sources']['receive'], now: () => number): Router {
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: largestBody });

  const receiveFor = (request: Request, source: string | undefined, query: SourceRequest['query']) => {
    const sourceRequest = { ...toSourceRequest(request), query, receivedAt: now() };
    return receive({ store: oneOf(request.params['store']), source, from: networkOf(request), request: sourceRequest });
  };
  const handle: RequestHandler = async (request, response) => {
    const { source } = request.params;
    const { answer } = await receiveFor(request, oneOf(source), queryOf(request));
    sendAnswer(response, answer);
  };
  const handleDropIn =
    (source: string): RequestHandler =>
    async (request, response) => {
      const { answer } = await receiveFor(request, source, { ...queryOf(request), ...texts(request.params) });
      sendAnswer(response, answer);
    };
  const handleMssgs: RequestHandler = async (request, response) => {
    const source = sourceAtMssgs(toSourceRequest(request));
    try {
      const received = await receiveFor(request, source, { ...queryOf(request), ...texts(request.params) });
      sendAnswer(response, answerAtMssgs(source, received));
    } catch (error) {
      const answer = failureAtMssgs(source, error);
      if (answer === undefined) throw error;
      sendAnswer(response, answer);
    }
  };
  const take = (path: string, handler: RequestHandler) => {
    router.post(path, readRaw, handler);
    router.all(path, methodNotAllowed(['post']));
  };
  for (const path of ['/in/:store', '/in/:store/:source']) take(path, handle);
  for (const [path, source] of Object.entries(dropIns)) take(path, handleDropIn(source));
  take('/server/:server/webhook/:channel', handleMssgs);
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
  '/webhook/:bot/:event': 'botghost',
};

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
  return {
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    headers: Object.fromEntries(headers),
    query: queryOf(request),
  };
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.originalUrl, 'http://localhost').searchParams);
}

/** Sends the answer that a platform wants to hear. */
export function sendAnswer(response: Response, { status, body, contentType }: SourceAnswer): void {
  response.status(status);
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.type(contentType ?? 'text').send(body);
  else response.type(contentType ?? 'application/json').send(JSON.stringify(body));
}
