import type { NextFunction, Request, Response } from 'express';
import type { Log } from '../lib/log.ts';
import { CrierError, errorTable } from '../model/errors.ts';

/** Answers an error as `application/problem+json` (RFC 9457) with our stable `code`. */
export function sendProblem(response: Response, error: CrierError): void {
  const { status, title } = errorTable[error.code];
  if (error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(error.retryAfterSeconds));
  if (error.code === 'unauthorized') response.setHeader('WWW-Authenticate', 'Bearer realm="crier"');
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:crier:error:${error.code}`,
        title,
        status,
        code: error.code,
        detail: error.message,
        ...(error.errors.length === 0 ? {} : { errors: error.errors }),
        ...(error.expected === undefined ? {} : { expected: error.expected }),
      }),
    );
}

/** The one place where errors become answers. */
export function problemHandler(log: Log) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = toCrierError(error);
    if (known.code === 'internal')
      log.error({ err: error, method: request.method, path: request.path }, 'request failed');
    if (known.code === 'store_unavailable') log.error({ detail: known.message }, 'database not writable');
    sendProblem(response, known);
  };
}

function toCrierError(error: unknown): CrierError {
  if (error instanceof CrierError) {
    if (error.code !== 'store_unavailable') return error;
    return new CrierError(error.code, error.message, { retryAfterSeconds: 5, cause: error });
  }
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (type === 'entity.too.large') {
    return new CrierError('body_too_large', 'The body is larger than allowed. Send less at once.', { cause: error });
  }
  if (type === 'encoding.unsupported') {
    return new CrierError('unsupported_media_type', 'Send the body as it is, or with gzip, deflate or br.', {
      cause: error,
    });
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new CrierError('invalid_request', 'The request was cut off or cannot be read.', { cause: error });
  }
  return new CrierError('internal', 'Something went wrong inside Crier; the log says more.', { cause: error });
}
