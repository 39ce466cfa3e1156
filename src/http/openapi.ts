import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { acceptedSchema } from '../contract/event.ts';
import { problemSchema } from '../contract/problem.ts';
import { errorTable } from '../model/errors.ts';
import { eventInputSchema } from '../model/event.ts';
import type { Operation } from './operation.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

/** `POST /v1/events` is no file under http/api, since it reads its body in its own way; here it is described. */
const postEvents: ZodOpenApiOperationObject = {
  operationId: 'post-events',
  tags: ['Events'],
  summary: 'Tell what happened',
  description:
    'One event, an array of up to 1,000, or NDJSON; all or nothing. The answer comes when the events have reached the disk. The same id again answers 200 with the first one and stores nothing.',
  requestParams: { header: z.object({ 'Idempotency-Key': z.string().max(255).optional() }) },
  requestBody: {
    content: {
      'application/json': { schema: z.union([eventInputSchema, z.array(eventInputSchema).max(1_000)]) },
      'application/x-ndjson': { schema: z.string() },
    },
  },
  responses: {
    '200': {
      description: 'Known already: nothing was stored',
      content: { 'application/json': { schema: acceptedSchema } },
    },
    '202': {
      description: 'Stored; a list is answered as {data: [...]}',
      content: {
        'application/json': { schema: z.union([acceptedSchema, z.object({ data: z.array(acceptedSchema) })]) },
      },
    },
    '400': problem('Not valid: errors name the path of every bad field'),
    '401': problem('The API key is missing or wrong'),
    '403': problem('The API key lacks the scope, or may not post this category'),
    '409': problem('The id was used for another event'),
    '413': problem('Too large: one event 256 KiB, a list 4 MiB'),
    '415': problem('Send application/json or application/x-ndjson'),
    '429': problem('Too many: wait for Retry-After'),
    '503': problem('The database cannot be written; nothing was stored'),
    default: problem('The code says what'),
  },
};

/** The OpenAPI 3.1 document of the whole API, made from the schemas that check it. */
export function createOpenApi(operations: readonly { name: string; operation: Operation }[], version: string): object {
  const paths: ZodOpenApiPathsObject = { '/v1/events': { post: postEvents } };
  for (const { name, operation } of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(name, operation) };
  }
  const codes = Object.entries(errorTable).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`);
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Crier',
      version,
      description: `Events of a store in, Discord messages out.\n\n[Sources](/docs/sources): platforms whose webhooks Crier takes. [Endpoints](/docs/endpoints): what receivers of custom webhooks get, and how they verify it.\n\nErrors are \`application/problem+json\` (RFC 9457):\n\n| code | status | meaning |\n| --- | --- | --- |\n${codes.join('\n')}`,
    },
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the store' } },
    },
  });
}

function describe(name: string, operation: Operation): ZodOpenApiOperationObject {
  const answers = Object.entries(operation.answers).map(([status, { description, schema }]) => [
    status,
    Number(status) >= 400
      ? problem(description)
      : { description, ...(schema === undefined ? {} : { content: { 'application/json': { schema } } }) },
  ]);
  return {
    operationId: name,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, `Needs the scope \`${operation.scope}\`.`].filter(Boolean).join('\n\n'),
    requestParams: {
      ...(operation.params instanceof z.ZodObject ? { path: operation.params } : {}),
      ...(operation.query instanceof z.ZodObject ? { query: operation.query } : {}),
    },
    ...(operation.body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: operation.body } } } }),
    responses: {
      ...Object.fromEntries(answers),
      '400': problem('The request is not valid'),
      '401': problem('The API key is missing or wrong'),
      '403': problem('The API key lacks the scope'),
      ...(operation.params === undefined ? {} : { '404': problem('There is no such thing in the store') }),
      default: problem('The code says what'),
    },
  };
}
