import type { Request, RequestHandler, Response } from 'express';

/** The body as raw bytes; empty where there is none. @param read of express.raw. @throws what `read` throws. */
export async function readBody(read: RequestHandler, request: Request, response: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) =>
    read(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error))),
  );
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}
