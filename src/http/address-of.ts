import type { Request } from 'express';

/** The address at which others reach this service: the operator's, else this request's. Without a slash at the end. */
export function addressOf(request: Request, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}
