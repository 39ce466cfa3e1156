import type { NextFunction, Request, Response } from 'express';

const methods = 'GET, POST, PATCH, DELETE';

/** The headers of an answer that a script in a page may read (Discord: Rate Limits, "Header Format"). */
const readable = 'Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-RateLimit-Reset-After';

/** The time that a browser remembers the permission, in seconds; Chromium takes no longer one. */
const remembered = 7_200;

/**
 * Lets pages of any origin send and read the answer, as Discord does: a game's overlay, a form on a site. The token in
 * the address is what they need to have; no cookie counts here (Fetch Standard, "HTTP CORS protocol").
 */
export function allowBrowsers(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', readable);
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  const wanted = request.headers['access-control-request-headers'];
  response.setHeader('Access-Control-Allow-Methods', methods);
  if (wanted !== undefined) response.setHeader('Access-Control-Allow-Headers', wanted);
  response.setHeader('Access-Control-Max-Age', String(remembered));
  response.setHeader('Vary', 'Access-Control-Request-Headers');
  response.status(204).end();
}
