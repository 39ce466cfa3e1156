import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from './problems.ts';

const alive = z.object({ status: z.literal('alive') });
const ready = z.object({
  status: z.enum(['ready', 'not ready']),
  database: z.enum(['writable', 'not writable']),
  lanes: z.enum(['running', 'stopped']),
});
const states = { ready: { status: 'ready', database: 'writable', lanes: 'running' } } as const;
const notReady = { status: 'not ready', database: 'not writable', lanes: 'running' } as const;

const keyProblems = {
  '401': problem('The API key is missing or wrong', 'unauthorized'),
  '403': problem('The API key lacks the scope', 'forbidden'),
};

/** Questions to the service itself. */
export const servicePaths: ZodOpenApiPathsObject = {
  '/healthz': {
    get: {
      operationId: 'get-health',
      tags: ['Operation'],
      summary: 'The process lives',
      description: 'Needs no key.',
      security: [],
      responses: {
        '200': {
          description: 'It does',
          content: { 'application/json': { schema: alive, example: { status: 'alive' } } },
        },
        default: problem('Anything else: the code says what', 'internal'),
      },
    },
  },
  '/readyz': {
    get: {
      operationId: 'get-readiness',
      tags: ['Operation'],
      summary: 'The database takes writes, and the lanes run',
      description: 'Needs no key.',
      security: [],
      responses: {
        '200': { description: 'Both', content: { 'application/json': { schema: ready, example: states.ready } } },
        '503': { description: 'One does not', content: { 'application/json': { schema: ready, example: notReady } } },
        default: problem('Anything else: the code says what', 'internal'),
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'get-metrics',
      tags: ['Operation'],
      summary: 'Figures for Prometheus',
      description:
        'Of the store; with the scope `installation` of all stores and of the process. Needs the scope `read`.',
      responses: {
        '200': {
          description: 'The figures',
          content: {
            'text/plain': {
              schema: z.string(),
              example: 'crier_events_accepted_total{store="main",category="transactions"} 42\n',
            },
          },
        },
        ...keyProblems,
        default: problem('Anything else: the code says what', 'internal'),
      },
    },
  },
  '/v1/tail': {
    get: {
      operationId: 'tail',
      tags: ['Status'],
      summary: 'What happens in the store, as it happens',
      description: 'Server-sent events, without an end. Needs the scope `read`.',
      responses: {
        '200': {
          description: 'One message for each',
          content: {
            'text/event-stream': {
              schema: z.string(),
              example: 'event: event.duplicate\ndata: {"kind":"event.duplicate","id":"evt_019c1f8e4d2a7000"}\n\n',
            },
          },
        },
        ...keyProblems,
        '429': problem('Too many follow already: wait for Retry-After', 'too_many_requests'),
        default: problem('Anything else: the code says what', 'internal'),
      },
    },
  },
};
