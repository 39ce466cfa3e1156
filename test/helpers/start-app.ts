import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type App, startApp } from '../../src/app.ts';
import type { Clock } from '../../src/lib/clock.ts';
import type { ProvisionedRoute } from '../../src/model/route.ts';
import { defaultStore, type Store } from '../../src/model/store.ts';
import { createLog } from '../../src/service/create-log.ts';
import type { Settings } from '../../src/settings/settings.ts';

export interface TestAppOptions {
  /** Kept after the stop, to start again on the same data; default: a new one that is removed. */
  dir?: string;
  /** Of a fake Discord. */
  apiBase?: string;
  /** Route key → webhook URL, or more of a route. */
  routes?: Record<string, string | (Partial<ProvisionedRoute> & { url: string })>;
  /** Further stores beside `main`. */
  stores?: Settings['stores'];
  store?: Partial<Store>;
  sources?: Settings['stores'][number]['sources'];
  endpoints?: Settings['stores'][number]['endpoints'];
  clock?: Clock;
  settings?: Partial<Settings>;
}

export interface TestApp {
  app: App;
  url: string;
  /** Admin key of the `main` store. */
  key: string;
  dir: string;
  settings: Settings;
  /** Every line of the log. */
  log: string[];
  /** A request with the admin key. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  /** Posts events and expects them to be accepted. */
  post(...events: object[]): Promise<{ id: string; deliveries: { id: string }[] }[]>;
  stop(): Promise<void>;
}

/** JSON that a test looks into freely: a wrong path fails the test. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where answers have no type
export type Looked = any;

export interface TestAnswer {
  status: number;
  headers: Headers;
  body: Looked;
}

const testKey = 'crier_test_key_for_the_main_store';

/** Complete settings for a test: SQLite in `dir`, port 0, no limits of ours on Discord but those that are given. */
export function testSettings(dir: string, options: TestAppOptions = {}): Settings {
  const routes = Object.entries(options.routes ?? {}).map(([key, value]): ProvisionedRoute => {
    const { url, ...rest } = typeof value === 'string' ? { url: value } : value;
    return {
      key,
      target: { kind: 'discord-webhook', settings: { url } },
      rule: {},
      policy: {},
      provisioned: { destination: 'test' },
      ...rest,
    };
  });
  const main = {
    store: { ...defaultStore, id: 'main', name: 'Frostvale', ...options.store },
    routes,
    sources: options.sources ?? [],
    endpoints: options.endpoints ?? [],
  };
  return {
    host: '127.0.0.1',
    port: 0,
    portFrom: 'CRIER_PORT',
    logLevel: 'info',
    logFormat: 'json',
    trustProxy: 0,
    publicUrl: undefined,
    dataDir: dir,
    database: { kind: 'sqlite', path: join(dir, 'crier.db') },
    secretKey: 'a-secret-key-that-is-only-used-in-tests',
    apiKey: testKey,
    intakeLimit: undefined,
    discord: {
      apiBase: options.apiBase ?? 'https://discord.com/api/v10',
      channelLimit: { count: 30, windowMs: 60_000 },
      globalLimit: { count: 50, windowMs: 1_000 },
    },
    bot: { token: undefined, guildId: undefined },
    endpoints: { allowedHosts: ['127.0.0.1'] },
    stores: [main, ...(options.stores ?? [])],
    warnings: [],
    files: [],
    ...options.settings,
  };
}

/** Starts a whole Crier in this process. Stop it in the test's end. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'crier-test-'));
  const settings = testSettings(dir, options);
  const log: string[] = [];
  const to = new Writable({
    decodeStrings: false,
    write(line, _encoding, done) {
      log.push(String(line));
      done();
    },
  });
  const app = await startApp(settings, {
    log: createLog({ level: 'debug', format: 'json', to }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    random: () => 0.5,
    jobs: false,
  });

  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${app.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${testKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  return {
    app,
    url: app.url,
    key: testKey,
    dir,
    settings,
    log,
    request,
    async post(...events) {
      const answer = await request('POST', '/v1/events', events);
      if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body.data;
    },
    async stop() {
      await app.stop();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
