import type { Request } from 'express';

/** Where others reach this service: as the operator says, else as this request did. Without a slash at the end. */
export function addressOf(request: Request, publicUrl: string | undefined): string {
  return publicUrl ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}
