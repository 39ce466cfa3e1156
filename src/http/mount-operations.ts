import express, { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { requireScope } from '../actions/require-scope.ts';
import { CrierError } from '../model/errors.ts';
import type { Authenticator } from './authenticate.ts';
import { inputErrors } from './input-errors.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import type { Operation, OperationContext } from './operation.ts';
import { readBody } from './read-body.ts';
import { parseJson, readText } from './read-json.ts';

const bodyLimit = '256kb';

/** A router of all operations: key and its scope, then parameters, then body, then the operation itself. */
export function mountOperations(
  operations: readonly Operation[],
  authenticate: Authenticator,
  context: OperationContext,
): Router {
  const router = Router();
  const readRaw = express.raw({ type: () => true, limit: bodyLimit });
  const methods = new Map<string, string[]>();
  for (const operation of operations) {
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    methods.set(path, [...(methods.get(path) ?? []), operation.method]);
    router[operation.method](path, async (request, response) => {
      const signal = goneSignal(response);
      const actor = await authenticate(request);
      requireScope(actor, operation.scope);
      const params = parse(operation.params, request.params);
      const query = parse(operation.query, request.query);
      let body: unknown;
      if (operation.body !== undefined) {
        const sent = jsonOf(await readBody(readRaw, request, response), request.headers);
        body = parse(operation.body, sent, operation.example);
      }
      const answer = await operation.handle({ actor, params, query, body, request, signal }, context);
      if (answer.body === undefined) response.status(answer.status).end();
      else response.status(answer.status).json(answer.body);
    });
  }
  for (const [path, known] of methods) router.all(path, methodNotAllowed(known));
  return router;
}

/** Aborts when the connection is closed before the answer is written. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort(new CrierError('invalid_request', 'The client has gone.'));
  });
  return gone.signal;
}

function parse(schema: z.ZodType | undefined, value: unknown, example?: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = inputErrors(parsed.error, '', schema);
  throw new CrierError('invalid_request', sentence(errors), { errors, expected: example });
}

function sentence(errors: readonly { path: string; message: string }[]): string {
  const text = errors
    .map(({ path, message }) => (path === '' ? `The body: ${message}` : `${path}: ${message}`))
    .join('; ');
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function jsonOf(body: Buffer, headers: Request['headers']): unknown {
  if (body.length === 0) return {};
  const { format, text } = readText(body, headers['content-type']);
  if (format === 'json') return parseJson(text);
  throw new CrierError('unsupported_media_type', 'Send JSON with the header "content-type: application/json".');
}
