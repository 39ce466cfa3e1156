import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

function bodyOf(reply: Reply): string {
  return typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? null);
}

function writeHead(response: ServerResponse, reply: Reply, body: string): void {
  const headers: Record<string, string> = { ...reply.headers, 'Content-Length': String(Buffer.byteLength(body)) };
  headers['Content-Type'] ??= typeof reply.body === 'string' ? 'text/plain' : 'application/json';
  response.writeHead(reply.status, headers);
}

export function writeReply(response: ServerResponse, reply: Reply): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, reply.headers).end();
    return;
  }
  const body = bodyOf(reply);
  writeHead(response, reply, body);
  response.end(body);
}

/** Sends half of the body and ends the connection; nothing at all where there is no body. */
export function cutMidBody(response: ServerResponse, reply: Reply | undefined): void {
  if (reply?.body === undefined) {
    response.destroy();
    return;
  }
  const body = bodyOf(reply);
  writeHead(response, reply, body);
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}
