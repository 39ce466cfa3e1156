import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const start = new URL('../../src/start.js', import.meta.url).pathname;

/** So long a process may take to say or do something on a machine that is busy. */
const patienceMs = 30_000;

export interface ServiceOptions {
  env?: Record<string, string>;
  /** JavaScript that runs before the service, in each of its threads. */
  preload?: string;
  /** Default: Node itself with src/start.js. */
  command?: readonly [string, ...string[]];
  /** Default: a new folder that is removed at the end. */
  cwd?: string;
}

export interface Service {
  port: number;
  url: string;
  child: ChildProcess;
  /** Everything that it has printed on standard output; its log as well. */
  out(): string;
  err(): string;
  /** Resolves when a text stands on standard output or standard error. @throws where it does not within `withinMs`. */
  says(text: string, withinMs?: number): Promise<void>;
  /** Resolves at its end. @throws where it does not end within `withinMs`. */
  end(withinMs?: number): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it at once, where it still runs, and removes its folder. */
  remove(): Promise<void>;
}

/** The whole service as a process of its own, with nothing of this machine's settings. */
export async function startService({ env, preload, command, cwd }: ServiceOptions = {}): Promise<Service> {
  const dir = cwd ?? mkdtempSync(join(tmpdir(), 'crier-service-'));
  const port = await freePort();
  const own = { CRIER_PORT: String(port), CRIER_API_KEY: 'crier_test_key_of_the_service', CRIER_LOG_FORMAT: 'json' };
  const clean = Object.entries(process.env).filter(([name]) => !/^(CRIER_|DISCORD_|DATABASE_URL|npm_)/.test(name));
  const early = preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const [program, ...args] = command ?? [process.execPath, ...early, start];
  const child = spawn(program, args, { cwd: dir, env: { ...Object.fromEntries(clean), ...own, ...env } });
  const ended = once(child, 'close');
  const news = new EventEmitter();
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    news.emit('more');
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
    news.emit('more');
  });
  child.on('close', () => news.emit('more'));
  const told = () => `\n${out}\n${err}`;

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    child,
    out: () => out,
    err: () => err,
    says(text, withinMs = patienceMs) {
      return within(withinMs, `"${text}" is not said`, told, async (late) => {
        while (!told().includes(text) && !late.aborted) {
          if (child.exitCode !== null) throw new Error(`it ended without saying "${text}":${told()}`);
          await once(news, 'more');
        }
      });
    },
    end: (withinMs = patienceMs) =>
      within(withinMs, `it has not ended within ${withinMs} ms`, told, async () => {
        const [code, signal] = await ended;
        return { code, signal };
      }),
    async remove() {
      child.kill('SIGKILL');
      await ended;
      if (cwd === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function within<T>(ms: number, what: string, told: () => string, run: (late: AbortSignal) => Promise<T>) {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`${what}:${told()}`));
    }, ms);
  });
  try {
    return await Promise.race([run(late.signal), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Whether a program could listen there now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isTaken = once(server, 'error').then(() => true);
  const isOpen = once(server.listen(port, '127.0.0.1'), 'listening').then(() => false);
  const taken = await Promise.race([isTaken, isOpen]);
  server.close();
  return !taken;
}

/** A preload that puts other source in the place of a file of src. */
export function replaceModule(path: string, source: string): string {
  return `
    import { registerHooks } from 'node:module';
    registerHooks({
      load: (url, context, next) =>
        url.endsWith(${JSON.stringify(path)})
          ? { format: 'module', shortCircuit: true, source: ${JSON.stringify(source)} }
          : next(url, context),
    });`;
}
