import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './_fixture.ts';

/** A request as it came. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What is done with a request. */
export type Manner = (response: ServerResponse, call: Call) => void;

/** A receiver on a free port of 127.0.0.1 whose manners a test chooses. */
export class Peer {
  readonly calls: Call[] = [];
  readonly sockets = new Set<Socket>();
  manner: Manner = answering({ status: 204 });
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #listeners = new Set<() => void>();
  #port = 0;

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<this> {
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        this.#changed();
      });
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Nobody listens there any more. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** Resolves as soon as something holds that a request or the end of a connection may change. */
  until(predicate: () => boolean): Promise<void> {
    if (predicate()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (!predicate()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const { method = '', url: path = '', headers } = request;
    const call = { method, path, headers, body };
    this.calls.push(call);
    this.manner(response, call);
    this.#changed();
  }

  #changed(): void {
    for (const look of this.#listeners) look();
  }
}

export function answering({ status, headers = {}, body }: Answer): Manner {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {};
  return (response) => void response.writeHead(status, { ...type, ...headers }).end(text);
}

/** Writes these bytes instead of an answer, and hangs up. */
const saying =
  (bytes: string): Manner =>
  ({ socket }) =>
    void socket?.end(bytes);

/** Answers that a kind must live with, whoever gives them. None of them says that a message was taken. */
export const badManners: Readonly<Record<string, Manner>> = {
  'hangs up at once': ({ socket }) => void socket?.destroy(),
  'hangs up within the head': saying('HTTP/1.1 200 OK\r\nContent-'),
  'hangs up within the body of an error': saying('HTTP/1.1 500 Oops\r\nContent-Length: 100\r\n\r\nbegun'),
  'speaks no HTTP': saying('SSH-2.0-OpenSSH_9.6\r\n'),
  'answers with a head that never ends': saying(`HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(1_000)}\r\n`.repeat(100)}`),
  'answers without end': (response) => {
    const more = () => {
      while (!response.closed && response.write('x'.repeat(1_000)));
    };
    response.writeHead(500).on('drain', more);
    more();
  },
  'repeats what it got': (response, { path, headers, body }) =>
    answering({ status: 400, body: { message: `${path} ${JSON.stringify(headers)} ${body}`, errors: body } })(
      response,
      {
        ...{ method: '', path, headers, body },
      },
    ),
  'repeats it as it is': (response, { path, headers }) =>
    void response.writeHead(500).end(`${path} ${headers.authorization}`),
  'answers with bytes of nothing': (response) => void response.writeHead(400).end(Buffer.from([0xff, 0xfe, 0, 0x7b])),
  'answers with JSON of the wrong form': answering({ status: 400, body: '[[],[{}],null]' }),
  'answers with errors that are nested without end': answering({
    status: 400,
    body: `{"code":50035,"errors":${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}}`,
  }),
  'answers with a code that is none': answering({ status: 404, body: { code: Number.MAX_VALUE, message: 5 } }),
  'limits without a time': answering({ status: 429 }),
  'limits for ever': answering({ status: 429, headers: { 'retry-after': '9'.repeat(30) } }),
  'limits as Discord does': answering({ status: 429, body: { message: 'slow', retry_after: 1.5, global: false } }),
  'limits all of it': answering({ status: 429, body: { message: 'slow', retry_after: 1.5, global: true } }),
  'limits in nonsense': answering({ status: 429, headers: { 'retry-after': '-1' }, body: { retry_after: 'soon' } }),
  ...Object.fromEntries(
    [300, 304, 400, 401, 403, 404, 405, 408, 410, 413, 418, 425, 451, 500, 502, 503, 520, 599].map((status) => [
      `answers ${status}`,
      answering({ status, body: '<html>no</html>' }),
    ]),
  ),
};
