import type { Request } from 'express';
import type { Actor } from '../model/api-key.ts';
import type { Authenticator } from './authenticate.ts';

const loopback = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/;
const localHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Pages for people: whoever sits at this machine may look without a key, everybody else needs one. A request through
 * a proxy, or under another name (DNS rebinding), does not count as local.
 */
export function createLocalOrKey(authenticate: Authenticator) {
  return async (request: Request): Promise<Actor> => {
    if (isLocal(request) && request.headers.authorization === undefined) {
      const store = typeof request.query['store'] === 'string' ? request.query['store'] : 'main';
      return { name: 'this machine', store, scopes: ['read'] };
    }
    return authenticate(request);
  };
}

/** True for a request that comes from this machine itself, under its own name. */
export function isLocal(request: Request): boolean {
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via', 'cf-connecting-ip'].some(
    (header) => request.headers[header] !== undefined,
  );
  return (
    !isForwarded &&
    loopback.test(request.socket.remoteAddress ?? '') &&
    localHost.test(request.headers.host ?? '') &&
    isSameOrigin(request)
  );
}

/** A page of somebody else's in the same browser must not read along. */
function isSameOrigin(request: Request): boolean {
  const site = request.headers['sec-fetch-site'];
  return (
    site === undefined || site === 'same-origin' || site === 'none' || request.headers['sec-fetch-mode'] === 'navigate'
  );
}
