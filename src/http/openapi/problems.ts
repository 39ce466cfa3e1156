import { z } from 'zod';
import { problemSchema } from '../../contract/problem.ts';
import { type ErrorCode, errorTable } from '../../model/errors.ts';

/** An answer that is no success, with a problem as it looks. @param code the one that is shown. */
export function problem(description: string, code: ErrorCode, more: Record<string, unknown> = {}) {
  const { status, title } = errorTable[code];
  const example = { type: `urn:crier:error:${code}`, title, status, code, detail: `${description}.`, ...more };
  return { description, content: { 'application/problem+json': { schema: problemSchema, example } } };
}

/** The code that an operation most likely means by a status. */
export const usualCodes: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'wrong_state',
  422: 'too_much_to_read',
  503: 'busy',
};

/** The headers of the limit of one sender (IETF draft-ietf-httpapi-ratelimit-headers-10); none where there is no limit. */
export const limitHeaders = z.object({
  'RateLimit-Policy': z
    .string()
    .optional()
    .meta({ description: 'The limit: q events in w seconds', examples: ['"events";q=10000;w=10'] }),
  RateLimit: z
    .string()
    .optional()
    .meta({ description: 'What is left: r events until t seconds have passed', examples: ['"events";r=9999;t=8'] }),
});

export const waitHeaders = z.object({
  'Retry-After': z
    .int()
    .optional()
    .meta({ description: 'The seconds to wait', examples: [2] }),
});
