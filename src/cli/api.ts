import type { z } from 'zod';
import { problemSchema } from '../contract/problem.ts';
import { cleanText } from '../lib/text.ts';
import { CliError, NoServiceError, ProblemError } from './context.ts';

/** A test message waits up to 15 s in its lane; a backup of a large database takes longer. */
const patienceMs = 120_000;

export interface ApiOptions {
  url: string;
  /** Undefined where there is none to be found. */
  key: ApiKey | undefined;
  store: string;
}

export interface ApiKey {
  /** Secret. */
  secret: string;
  /** The place where it was found, for the person whose key is refused: `--key`. */
  from: string;
}

/** Calls the running service. */
export function createApi({ url, key, store }: ApiOptions) {
  const headers = {
    ...(key === undefined ? {} : { authorization: `Bearer ${key.secret}` }),
    'crier-store': store,
    'user-agent': 'crier-cli',
  };

  async function call(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, init);
    } catch (cause) {
      throw noAnswer(url, cause);
    }
    if (response.ok) return response;
    throw explain(await response.text().catch(() => ''), response.status, { url, key });
  }

  return {
    async request(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<unknown> {
      const response = await call(path, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      if (text === '') return undefined;
      const answer = tryJson(text);
      if (answer === undefined) throw new CliError(notCrier(url, response.status));
      return answer;
    },

    async *stream(path: string, onOpen: () => void): AsyncGenerator<{ event: string; data: unknown }> {
      const response = await call(path, { headers });
      if (!response.headers.get('content-type')?.includes('event-stream') || response.body === null) {
        throw new CliError(notCrier(url, response.status));
      }
      onOpen();
      let buffer = '';
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        buffer += chunk;
        const blocks = buffer.split('\n\n');
        buffer = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = /^event: (.*)$/m.exec(block)?.[1];
          const data = tryJson(/^data: (.*)$/m.exec(block)?.[1] ?? '');
          if (event !== undefined && data !== undefined) yield { event, data };
        }
      }
    },
  };
}

function noAnswer(url: string, cause: unknown): CliError {
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    return new CliError(`Crier at ${url} took longer than ${patienceMs / 1_000} s. "status" tells how it is.`, {
      cause,
    });
  }
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : undefined;
  const code = inner !== undefined && 'code' in inner ? String(inner.code) : '';
  const isElsewhere = code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  const cure = isElsewhere ? `No machine has this name (${code}). Correct --url.` : 'Start it with: npm start';
  return new NoServiceError(`Crier does not answer at ${url}. ${cure}`, { cause });
}

const notCrier = (url: string, status: number) =>
  `What answers at ${url} is not Crier (${status}). Set --url or CRIER_PORT.`;

function explain(text: string, status: number, { url, key }: Pick<ApiOptions, 'url' | 'key'>): ProblemError {
  const parsed = problemSchema.safeParse(tryJson(text));
  if (!parsed.success) return new ProblemError(notCrier(url, status), 'unknown');
  const { detail, code, errors = [] } = parsed.data;
  if (code === 'unauthorized') return new ProblemError(whichKey(detail, key), code);
  const more = errors.filter(({ message }) => !detail.includes(message));
  const lines = [detail, ...more.map(({ path, message }) => `  ${path}: ${message}`)];
  return new ProblemError(cleanText(lines.join('\n')), code);
}

function whichKey(detail: string, key: ApiKey | undefined): string {
  if (key === undefined) {
    return 'No API key. Give one with --key or CRIER_API_KEY, or run this where the data folder of Crier can be read.';
  }
  return `The key from ${key.from} was refused. ${detail}`;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads an answer as far as a command needs it. What comes out is safe to print: a name or an error text from outside
 * could hold escape characters that rewrite the screen.
 *
 * @throws CliError where the service is of another version.
 */
export function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(printable(answer));
  if (parsed.success) return parsed.data;
  throw new CliError('The service answered in a form that this command line does not know. Are both of one version?');
}

function printable(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(printable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), printable(inner)]));
}
