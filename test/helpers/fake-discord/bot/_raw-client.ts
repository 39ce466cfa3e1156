import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { FakeDiscord } from '../../fake-discord.ts';
import { call, json, type Sent } from '../_client.ts';

// A bot without a library, for what no library would do.

export interface RawFrame {
  op: number;
  t: string | null;
  s: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: what comes is compared with literals.
  d: any;
}

/** One socket to the gateway; what comes is read in order. */
export class RawSocket {
  readonly #socket: WebSocket;
  readonly #frames: RawFrame[] = [];
  readonly #waiting: ((frame: RawFrame) => void)[] = [];
  /** The code of the close. */
  readonly closed: Promise<number>;

  constructor(discord: FakeDiscord) {
    this.#socket = new WebSocket(`${discord.origin.replace('http', 'ws')}/?v=10&encoding=json`);
    this.closed = once(this.#socket, 'close').then(([code]) => Number(code));
    this.#socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as RawFrame;
      const next = this.#waiting.shift();
      if (next) next(frame);
      else this.#frames.push(frame);
    });
  }

  next(): Promise<RawFrame> {
    const frame = this.#frames.shift();
    return frame ? Promise.resolve(frame) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Passes over all before it. */
  async nextOf(event: string): Promise<RawFrame> {
    for (;;) {
      const frame = await this.next();
      if (frame.t === event) return frame;
    }
  }

  send(op: number, d: unknown): void {
    this.#socket.send(JSON.stringify({ op, d }));
  }

  /** For good. */
  close(): void {
    this.#socket.close(1000);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

export const identity = (discord: FakeDiscord, intents = 1) => ({
  token: discord.bot.token,
  intents,
  properties: { os: 'linux', browser: 'test', device: 'test' },
});

/** Opens a socket and takes the hello off it. */
export async function connect(discord: FakeDiscord): Promise<RawSocket> {
  const socket = new RawSocket(discord);
  await socket.next();
  return socket;
}

/** Requests with the bot's token. */
export function asBot(discord: FakeDiscord, method: string, path: string, body?: unknown): Promise<Sent> {
  const headers = { ...json, Authorization: `Bot ${discord.bot.token}` };
  return call(discord.apiBase + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}

interface RawInteraction {
  id: string;
  token: string;
  data: RawFrame['d'];
}

/** Registers commands, identifies, and answers by hand. */
export async function speak(discord: FakeDiscord, commands: readonly object[]) {
  const app = discord.bot.applicationId;
  await asBot(discord, 'PUT', `/applications/${app}/commands`, commands);
  const socket = await connect(discord);
  socket.send(2, identity(discord));
  await socket.nextOf('READY');
  const send = (method: string, path: string, body: unknown) =>
    call(discord.apiBase + path, { method, headers: json, body: JSON.stringify(body) });
  return {
    interaction: async (): Promise<RawInteraction> => (await socket.nextOf('INTERACTION_CREATE')).d,
    answer: ({ id, token }: RawInteraction, body: unknown) =>
      send('POST', `/interactions/${id}/${token}/callback`, body),
    edit: ({ token }: RawInteraction, body: unknown) =>
      send('PATCH', `/webhooks/${app}/${token}/messages/%40original`, body),
    followUp: ({ token }: RawInteraction, body: unknown) => send('POST', `/webhooks/${app}/${token}?wait=true`, body),
    remove: ({ token }: RawInteraction) =>
      call(`${discord.apiBase}/webhooks/${app}/${token}/messages/@original`, { method: 'DELETE' }),
    close: () => socket.close(),
  };
}
