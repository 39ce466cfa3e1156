import type { RequestHandler } from 'express';
import { CrierError } from '../model/errors.ts';

/** Refuses what a path does not know, and names what it does; mounted after the handlers of the path. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const upper = methods.map((method) => method.toUpperCase());
  const allow = (upper.includes('GET') ? [...upper, 'HEAD'] : upper).sort().join(', ');
  return (request, response) => {
    response.setHeader('Allow', allow);
    throw new CrierError('method_not_allowed', `${request.path} does not take ${request.method}; it takes ${allow}.`);
  };
}
