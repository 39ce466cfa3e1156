import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { type Looked, startTestApp, type TestApp, type TestAppOptions } from '../helpers/start-app.ts';

type Saved = ReturnType<FakeDiscord['messages']>[number];

export interface DropIn {
  discord: FakeDiscord;
  crier: TestApp;
  /** The address of a drop-in webhook. */
  url: string;
  /** A request as its sender wrote it; the body of the answer is read as JSON. */
  send(address: string, request?: RequestInit): Promise<DropInAnswer>;
  /** Posts JSON, with the type that it has. */
  json(method: string, address: string, body: unknown): Promise<DropInAnswer>;
  /** The message that stands in Discord with this text in its body. */
  arrived(text: string): Saved | undefined;
  /** Waits for it. */
  until(text: string): Promise<Saved>;
  stop(): Promise<void>;
}

export interface DropInAnswer {
  status: number;
  headers: Headers;
  body: Looked;
}

/** A Crier with one drop-in webhook, before a fake Discord. */
export async function startDropIn(options: TestAppOptions = {}): Promise<DropIn> {
  const discord = await startFakeDiscord();
  const routes = { default: discord.addWebhook().url };
  const crier = await startTestApp({ apiBase: discord.apiBase, routes, ...options });
  const { body } = await crier.request('POST', '/v1/webhooks', { category: 'errors', name: 'Anticheat' });
  const url = `${crier.url}${new URL(body.url).pathname}`;
  const send = async (address: string, request: RequestInit = {}) => {
    const response = await fetch(address, request);
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  const arrived = (text: string) =>
    discord
      .messages()
      .find(({ body: sent, deletedAt }) => deletedAt === undefined && JSON.stringify(sent).includes(text));
  return {
    discord,
    crier,
    url,
    send,
    json: (method, address, value) =>
      send(address, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }),
    arrived,
    async until(text) {
      await discord.waitFor(() => arrived(text) !== undefined, 5_000);
      const message = arrived(text);
      if (message === undefined) throw new Error(`no message says ${text}`);
      return message;
    },
    async stop() {
      await crier.stop();
      await discord.stop();
    },
  };
}

/** The bytes of a form, line ends as RFC 7578 has them. */
export function formOf(
  boundary: string,
  ...parts: readonly (readonly [head: string, content: string | Buffer])[]
): Buffer {
  const pieces = parts.flatMap(([head, content]) => [
    `--${boundary}\r\n${head.trim().replace(/\s*\n\s*/g, '\r\n')}\r\n\r\n`,
    content,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)));
}
