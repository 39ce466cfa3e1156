import { Agent, type Dispatcher, EnvHttpProxyAgent, FormData, request } from 'undici';
import type { Clock } from '../../lib/clock.ts';
import { codeOf, neverSent } from '../../lib/network-error.ts';
import { readText } from '../../lib/read-text.ts';
import type { HttpProxy } from '../../model/http-proxy.ts';
import type { RequestFile } from './load-files.ts';
import type { DiscordAnswer } from './read-answer.ts';

export interface DiscordRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  /** JSON body. */
  body?: unknown;
  files?: readonly RequestFile[];
  /** The credential of a bot; a webhook's URL is all it needs. Secret. */
  authorization?: string | undefined;
}

/** The end of a request: an answer, or the point at which it was lost. Texts hold no URL. */
export type Exchange =
  | { kind: 'answered'; answer: DiscordAnswer }
  /** It never left this machine. */
  | { kind: 'not sent'; reason: string }
  /** It left, and no answer came. */
  | { kind: 'no answer'; reason: string };

const timeoutMs = 10_000;

/** The slowest upload that is waited for, in bytes a millisecond: 2 Mbit/s, a home's line. */
const slowestUpload = 256;

/** The largest answer that is read to its end; a message object is a few KiB. */
const longestAnswer = 256 * 1024;

const agentOptions = {
  keepAliveTimeout: 30_000,
  connect: { timeout: 5_000 },
  headersTimeout: 0,
  bodyTimeout: 0,
};

/** Speaks HTTP with Discord over kept-alive connections; knows nothing of what is said. */
export class DiscordHttp {
  readonly #clock: Clock;
  readonly #userAgent: string;
  readonly #agent: Dispatcher;

  #inFlight = 0;

  constructor(clock: Clock, version: string, proxy?: HttpProxy) {
    this.#clock = clock;
    this.#agent =
      proxy === undefined
        ? new Agent(agentOptions)
        : // Empty: undici would read HTTP_PROXY by itself.
          new EnvHttpProxyAgent({ ...agentOptions, httpProxy: '', httpsProxy: proxy.url, noProxy: proxy.except });
    // Discord: API Reference, "User Agent".
    this.#userAgent = `DiscordBot (https://crier.invalid, ${version}) Crier`;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** One request, at most 10 s and the time that its files take. Never throws. */
  async exchange(discordRequest: DiscordRequest, signal?: AbortSignal): Promise<Exchange> {
    const late = new AbortController();
    const waitMs = timeoutMs + Math.ceil(sizeOf(discordRequest.files) / slowestUpload);
    const cancel = this.#clock.after(waitMs, () => late.abort());
    const headers: Record<string, string> = { 'user-agent': this.#userAgent };
    if (discordRequest.authorization !== undefined) headers['authorization'] = discordRequest.authorization;
    if (discordRequest.body !== undefined && !discordRequest.files?.length)
      headers['content-type'] = 'application/json';
    this.#inFlight += 1;
    try {
      const response = await request(discordRequest.url, {
        method: discordRequest.method,
        dispatcher: this.#agent,
        headers,
        body: encode(discordRequest),
        signal: signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]),
      });
      const body = await readText(response.body, longestAnswer);
      return {
        kind: 'answered',
        answer: { status: response.statusCode, headers: flatten(response.headers), body },
      };
    } catch (error) {
      if (late.signal.aborted) return { kind: 'no answer', reason: `no answer within ${Math.round(waitMs / 1_000)} s` };
      const code = codeOf(error);
      const refusal = proxyRefusal(error);
      if (refusal !== undefined) return { kind: 'not sent', reason: `the proxy does not lead to Discord (${refusal})` };
      if (neverSent(code)) return { kind: 'not sent', reason: `Discord cannot be reached (${code})` };
      return { kind: 'no answer', reason: `the connection broke before an answer came (${code})` };
    } finally {
      this.#inFlight -= 1;
      cancel();
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** The status with which a proxy refused to connect; undici tells it in words only. */
function proxyRefusal(error: unknown): string | undefined {
  return error instanceof Error ? /^Proxy response \((\d+)\)/.exec(error.message)?.[1] : undefined;
}

function encode({ body, files }: DiscordRequest): string | FormData | null {
  if (body === undefined) return null;
  if (files === undefined || files.length === 0) return JSON.stringify(body);
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body));
  for (const [index, { name, type, content }] of files.entries()) {
    form.set(`files[${index}]`, new File([content], name, { type }));
  }
  return form;
}

function sizeOf(files: readonly RequestFile[] = []): number {
  return files.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : content.size), 0);
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value[0] : value]),
  );
}
