import type { Request } from 'express';
import type { z } from 'zod';
import type { Actions } from '../actions/create-actions.ts';
import type { Clock } from '../lib/clock.ts';
import type { Actor, Scope } from '../model/api-key.ts';

/** All that an operation works with. */
export interface OperationContext {
  actions: Actions;
  clock: Clock;
  /** The address at which others reach this service; undefined: the one at which it listens. */
  publicUrl: string | undefined;
}

export interface Answer {
  status: number;
  /** Sent as JSON; undefined: no body. */
  body?: unknown;
}

/** The parts of the API, and what each is about. */
export const tags = {
  Events: 'What happened: post it, and look at it again.',
  Deliveries: 'The log: an event on its way to a destination, with every attempt.',
  Routes: 'Rules that say which events go to which Discord webhook or channel.',
  Sources: 'Platforms whose webhooks Crier takes.',
  'Drop-in addresses': 'Addresses of other services, for senders in which only the host can be changed.',
  Webhooks: 'Addresses in the form of Discord webhooks, for scripts that know no other.',
  Endpoints: 'Systems of your own that get events as signed HTTP requests.',
  Statistics: 'Figures and players.',
  'Discord servers': 'The servers in which the slash commands of the bot reach the store.',
  Status: 'What works, what waits, and what needs a person.',
  'API keys': 'Who may ask what.',
  Operation: 'The care of the installation.',
} as const;

export type Tag = keyof typeof tags;

/** One operation of the HTTP API: a file under http/api, which the router and the OpenAPI document are made from. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As in OpenAPI: `/v1/events/{id}`. */
  path: string;
  tag: Tag;
  summary: string;
  description?: string;
  scope: Scope;
  params?: Params;
  query?: Query;
  body?: Body;
  /** A body that it takes. */
  example?: Readonly<Record<string, unknown>>;
  answers: Readonly<Record<number, { description: string; schema?: z.ZodType }>>;
  handle(
    input: {
      actor: Actor;
      params: z.infer<Params>;
      query: z.infer<Query>;
      body: z.infer<Body>;
      request: Request;
      /** Aborts when the client has gone. */
      signal: AbortSignal;
    },
    context: OperationContext,
  ): Promise<Answer>;
}

/** Gives an operation's `handle` the types of its schemas. */
export function operation<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  definition: Operation<Params, Query, Body>,
): Operation<Params, Query, Body> {
  return definition;
}

/** The guard for the loader. */
export function isOperation(value: unknown): value is Operation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    'path' in value &&
    'handle' in value &&
    typeof value.handle === 'function'
  );
}
