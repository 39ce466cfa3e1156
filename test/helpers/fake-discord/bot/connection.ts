import type { WebSocket } from 'ws';
import { isObject, type JsonObject } from '../json.ts';
import type { Frame, Session } from './session.ts';
import type { Note } from './violations.ts';

const op = { heartbeat: 1, identify: 2, resume: 6, hello: 10, ack: 11 } as const;
const maxSends = 120;
const sendWindowMs = 60_000;
const maxBytes = 4096;

/** What a connection asks of the gateway that it belongs to. */
export interface ConnectionHost {
  note: Note;
  heartbeatIntervalMs: number;
  identify: (connection: Connection, data: JsonObject) => void;
  resume: (connection: Connection, data: JsonObject) => void;
  closed: (connection: Connection, code: number) => void;
}

/** One socket of a client, and the manners it must keep (Discord: Gateway; discord.md 4.4). */
export class Connection {
  session: Session | undefined;
  /** Sends nothing any more, not even acknowledgements. */
  isSilent = false;
  readonly #socket: WebSocket;
  readonly #host: ConnectionHost;
  #sentAt: number[] = [];
  #heart: NodeJS.Timeout;

  constructor(socket: WebSocket, host: ConnectionHost) {
    this.#socket = socket;
    this.#host = host;
    this.#heart = this.#awaitHeartbeat();
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('close', (code) => {
      clearTimeout(this.#heart);
      host.closed(this, code);
    });
    // What a socket breaks by shows as its close.
    socket.on('error', () => undefined);
    this.send({ op: op.hello, d: { heartbeat_interval: host.heartbeatIntervalMs }, s: null, t: null });
  }

  send(frame: Frame): void {
    if (!this.isSilent && this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Without a word, as a broken line does it. */
  terminate(): void {
    this.#socket.terminate();
  }

  #awaitHeartbeat(): NodeJS.Timeout {
    clearTimeout(this.#heart);
    const timer = setTimeout(() => {
      this.#host.note('gateway', 'no heartbeat came in time');
      this.close(4009, 'Session timed out.');
    }, this.#host.heartbeatIntervalMs * 2);
    return timer.unref();
  }

  #receive(text: string): void {
    const { note } = this.#host;
    const now = performance.now();
    this.#sentAt = [...this.#sentAt.filter((at) => at > now - sendWindowMs), now];
    if (this.#sentAt.length > maxSends) {
      note('gateway', `more than ${maxSends} payloads in ${sendWindowMs} ms`);
      this.close(4008, 'You are being rate limited.');
      return;
    }
    if (Buffer.byteLength(text) > maxBytes) {
      note('gateway', `a payload of ${Buffer.byteLength(text)} bytes`);
      this.close(4002, 'Error while decoding payload.');
      return;
    }
    const frame: unknown = parsed(text);
    if (isObject(frame)) this.#treat(frame);
    else this.close(4002, 'Error while decoding payload.');
  }

  #treat(frame: JsonObject): void {
    const data = isObject(frame['d']) ? frame['d'] : {};
    switch (frame['op']) {
      case op.heartbeat:
        this.#heart = this.#awaitHeartbeat();
        this.send({ op: op.ack, d: null, s: null, t: null });
        return;
      case op.identify:
      case op.resume:
        if (this.session) {
          this.#host.note('gateway', 'identified twice on one connection');
          this.close(4005, 'Already authenticated.');
        } else if (frame['op'] === op.identify) this.#host.identify(this, data);
        else this.#host.resume(this, data);
        return;
      default:
        if (!this.session) this.close(4003, 'Not authenticated.');
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
