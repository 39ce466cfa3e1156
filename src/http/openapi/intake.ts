import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import { acceptedSchema } from '../../contract/event.ts';
import { eventInputSchema } from '../../model/event.ts';
import { exampleEvent, exampleWith } from '../../samples/example-event.ts';
import { exampleAnswer } from './examples.ts';
import { limitHeaders, problem, waitHeaders } from './problems.ts';

const short = { type: 'payment.completed', player: { name: 'Steve' }, amount: { value: '9.99', currency: 'EUR' } };
const least = { type: 'quest.finished' };

const examples = {
  least: { summary: 'Only the type is required', value: least },
  short: { summary: 'A payment', value: short },
  whole: { summary: 'All that an event may say', value: exampleEvent },
  list: { summary: 'Several at once', value: [short, least] },
};

const accepted = (operationId: string, status: string) => {
  const answer = exampleAnswer(operationId, status);
  return answer === undefined ? {} : { example: answer };
};

/** `POST /v1/events` reads its body in its own way, so that it is no file under http/api. */
const postEvents: ZodOpenApiOperationObject = {
  operationId: 'post-events',
  tags: ['Events'],
  summary: 'Tell what happened',
  description:
    'One event, an array of up to 1,000, or NDJSON; all or nothing. The answer comes when the events have reached the disk. The same id again answers 200 with the first one and stores nothing.\n\nNeeds the scope `ingest`.',
  requestParams: {
    header: z.object({
      'Idempotency-Key': z
        .string()
        .max(255)
        .optional()
        .meta({ description: 'The id of one event, where its body has none', examples: ['tbx-1001'] }),
    }),
  },
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: z.union([eventInputSchema, z.array(eventInputSchema).min(1).max(1_000)]),
        examples,
      },
      'application/x-ndjson': {
        schema: z.string(),
        example: `${JSON.stringify(short)}\n${JSON.stringify(least)}\n`,
      },
    },
  },
  responses: {
    '200': {
      description: 'Known already: nothing was stored',
      headers: limitHeaders,
      content: {
        'application/json': {
          schema: z.union([acceptedSchema, z.object({ data: z.array(acceptedSchema) })]),
          ...accepted('post-events-again', '200'),
        },
      },
    },
    '202': {
      description: 'Stored; a list is answered as {data: [...]}',
      headers: limitHeaders,
      content: {
        'application/json': {
          schema: z.union([acceptedSchema, z.object({ data: z.array(acceptedSchema) })]),
          ...accepted('post-events', '202'),
        },
      },
    },
    '400': problem('Not valid: errors name the path of every bad field', 'invalid_event', {
      detail: 'amount.value: expected a decimal number as a string, such as "9.99". Nothing was stored.',
      errors: [{ path: 'amount.value', message: 'expected a decimal number as a string, such as "9.99"' }],
      expected: exampleWith(['amount']),
    }),
    '401': problem('The API key is missing or wrong', 'unauthorized'),
    '403': problem('The API key lacks the scope, or may not post this category', 'forbidden'),
    '409': problem('The id was used for another event', 'idempotency_conflict'),
    '413': problem('Too large: one event 256 KiB, a list 4 MiB', 'body_too_large'),
    '415': problem('Send application/json or application/x-ndjson', 'unsupported_media_type'),
    '429': {
      ...problem('Too many: wait for Retry-After', 'too_many_requests'),
      headers: limitHeaders.extend(waitHeaders.shape),
    },
    '503': {
      ...problem('The database cannot be written; nothing was stored', 'store_unavailable'),
      headers: waitHeaders,
    },
    default: problem('Anything else: the code says what', 'internal'),
  },
};

const store = z.string().meta({ description: 'The store', examples: ['main'] });

const ofPlatform = {
  tags: ['Sources'],
  security: [],
  requestBody: {
    required: true,
    description: 'Whatever the platform sends; at most 5 MB',
    content: { 'application/json': { schema: z.unknown(), example: { type: 'validation.webhook', id: 'e8b2c1d4' } } },
  },
  responses: {
    '200': {
      description: 'What the platform wants to hear: its own form, else the event',
      content: { 'application/json': { schema: z.unknown(), example: { id: 'e8b2c1d4' } } },
    },
    '202': {
      description: 'Stored, for platforms that do not care',
      content: { 'application/json': { schema: z.unknown(), example: { status: 'accepted' } } },
    },
    '401': problem(
      'The platform has not proven that it sent this; kept for 30 days, to be looked at again',
      'unauthorized',
    ),
    '404': problem('No such source is switched on in this store', 'not_found'),
    '413': problem('Larger than 5 MB', 'body_too_large'),
    '429': { ...problem('Too many: wait for Retry-After', 'too_many_requests'), headers: waitHeaders },
    default: problem('Anything else: the code says what', 'internal'),
  },
};

/** The addresses that events come to. */
export const intakePaths: ZodOpenApiPathsObject = {
  '/v1/events': { post: postEvents },
  '/in/{store}/{source}': {
    post: {
      ...ofPlatform,
      operationId: 'receive-source',
      summary: 'A webhook of a platform',
      description:
        'The address to paste at the platform. Who sent it is proven by the signature or secret that the platform uses; every platform has a page: [/docs/sources](/docs/sources).',
      requestParams: {
        path: z.object({ store, source: z.string().meta({ description: 'The platform', examples: ['tebex'] }) }),
      },
    },
  },
  '/in/{store}': {
    post: {
      ...ofPlatform,
      operationId: 'receive-any-source',
      summary: 'A webhook of a platform that is recognised by what it sends',
      description:
        'For GitHub, UniFi and others whose requests are surely theirs; every other has its name in its address.',
      requestParams: { path: z.object({ store }) },
    },
  },
};
