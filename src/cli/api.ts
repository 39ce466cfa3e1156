import type { z } from 'zod';
import { z as zod } from 'zod';
import { CliError } from './context.ts';

const problem = zod.object({
  detail: zod.string(),
  code: zod.string(),
  errors: zod.array(zod.object({ path: zod.string(), message: zod.string() })).optional(),
});

export interface ApiOptions {
  url: string;
  /** Undefined where there is none to be found. Secret. */
  key: string | undefined;
  store: string;
}

/** Calls the running service. */
export function createApi({ url, key, store }: ApiOptions) {
  const headers = { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), 'crier-store': store };

  async function call(path: string, init: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, init);
    } catch (cause) {
      throw new CliError(`Crier does not answer at ${url}. Start it with: npm start`, { cause });
    }
    if (response.ok) return response;
    throw new CliError(explain(await response.text(), response.status, url));
  }

  return {
    async request(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<unknown> {
      const response = await call(path, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
        body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return text === '' ? undefined : JSON.parse(text);
    },

    async *stream(path: string, signal: AbortSignal): AsyncGenerator<{ event: string; data: unknown }> {
      const response = await call(path, { headers, signal });
      if (response.body === null) return;
      let buffer = '';
      for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
        buffer += chunk;
        const blocks = buffer.split('\n\n');
        buffer = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = /^event: (.*)$/m.exec(block)?.[1];
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (event !== undefined && data !== undefined) yield { event, data: JSON.parse(data) };
        }
      }
    },
  };
}

function explain(text: string, status: number, url: string): string {
  const parsed = problem.safeParse(tryJson(text));
  if (!parsed.success) return `What answers at ${url} is not Crier (${status}). Set --url or CRIER_PORT.`;
  const { detail, errors = [] } = parsed.data;
  const more = errors.filter(({ message }) => !detail.includes(message));
  return [detail, ...more.map(({ path, message }) => `  ${path}: ${message}`)].join('\n');
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads an answer as far as a command needs it. @throws CliError where the service is of another version. */
export function read<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new CliError('The service answered in a form that this command line does not know. Are both of one version?');
}
