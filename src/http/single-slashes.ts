import type { NextFunction, Request, Response } from 'express';

/**
 * Reads `//loki/api/v1/push` as `/loki/api/v1/push`: a sender that puts its path behind a base address which ends in a
 * slash has both, and often cannot be changed.
 */
export function singleSlashes(request: Request, _response: Response, next: NextFunction): void {
  if (request.url.includes('//')) {
    const end = request.url.indexOf('?');
    const path = end === -1 ? request.url : request.url.slice(0, end);
    request.url = path.replace(/\/{2,}/g, '/') + request.url.slice(path.length);
    request.originalUrl = request.url;
  }
  next();
}
