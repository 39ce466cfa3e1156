import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Operation } from '../operation.ts';
import { exampleAnswer } from './examples.ts';
import { problem, usualCodes } from './problems.ts';

/** An operation of the API as the document tells it. @param name its id. */
export function describeOperation(name: string, operation: Operation): ZodOpenApiOperationObject {
  const { params, query, body, example } = operation;
  const answers = Object.entries(operation.answers).map(([status, { description, schema }]) => {
    const code = usualCodes[Number(status)];
    if (code !== undefined) return [status, problem(description, code)];
    if (schema === undefined) return [status, { description }];
    const answer = exampleAnswer(name, status);
    const shown = answer === undefined ? {} : { example: answer };
    return [status, { description, content: { 'application/json': { schema, ...shown } } }];
  });
  return {
    operationId: name,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, `Needs the scope \`${operation.scope}\`.`].filter(Boolean).join('\n\n'),
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
    },
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            content: { 'application/json': { schema: body, ...(example === undefined ? {} : { example }) } },
          },
        }),
    responses: {
      ...Object.fromEntries(answers),
      '400': problem('The request is not valid', 'invalid_request', {
        errors: [{ path: 'limit', message: 'expected a whole number' }],
      }),
      '401': problem('The API key is missing or wrong', 'unauthorized'),
      '403': problem('The API key lacks the scope', 'forbidden'),
      ...(params === undefined ? {} : { '404': problem('There is no such thing in the store', 'not_found') }),
      default: problem('Anything else: the code says what', 'internal'),
    },
  };
}
