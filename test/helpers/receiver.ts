import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a receiver got it. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The bytes as text. */
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies freely
  body: any;
}

export interface ReceiverAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  isSilent?: boolean;
}

export interface Receiver {
  url: string;
  /** Host and port. */
  host: string;
  received: Received[];
  /** What it answers from now on; default: 204. */
  answer: (request: Received) => ReceiverAnswer;
  /** Values of a header, in the order in which they came. */
  headers(name: string): (string | undefined)[];
  stop(): Promise<void>;
}

/** A receiver of endpoints on a free port of 127.0.0.1. */
export async function startReceiver(answer: Receiver['answer'] = () => ({})): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    const text = Buffer.concat(await Array.fromAsync(request)).toString('utf8');
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, text, body: text === '' ? undefined : JSON.parse(text) };
    received.push(one);
    const { status = 204, headers: own = {}, body = '', isSilent = false } = receiver.answer(one);
    if (!isSilent) response.writeHead(status, own).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const receiver: Receiver = {
    url: `http://${host}/hook`,
    host,
    received,
    answer,
    headers: (name) => received.map(({ headers }) => headers[name]?.toString()),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
