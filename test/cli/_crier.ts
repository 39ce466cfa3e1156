import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeDiscord, startFakeDiscord } from '../helpers/fake-discord.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

const cli = new URL('../../src/cli.ts', import.meta.url).pathname;

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

export interface RunOptions {
  input?: string;
  /** Over the usual ones: undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** Another user that it runs as. */
  uid?: number;
  /** Ends the process when its output so far says so; for what never ends by itself. */
  until?: (out: string) => boolean;
}

export interface World {
  discord: FakeDiscord;
  crier: TestApp;
  /** An empty folder: no .env, no data. */
  cwd: string;
  /** Runs the real command line against the service. */
  run(args: string[], options?: RunOptions): Promise<Ran>;
  /** Runs it with `--json` and reads what it prints. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  json(args: string[], options?: RunOptions): Promise<any>;
  stop(): Promise<void>;
}

/** A fake Discord with one webhook called "all", and a service whose default route leads there. */
export async function startWorld(): Promise<World> {
  const discord = await startFakeDiscord({ webhookLimit: null, channelLimit: null, globalLimit: null });
  const { url } = discord.addWebhook({ name: 'all' });
  const crier = await startTestApp({
    routes: { default: url },
    settings: { discord: { apiBase: discord.apiBase, channelLimit: undefined, globalLimit: undefined } },
  });
  const cwd = mkdtempSync(join(tmpdir(), 'crier-cli-'));
  const run = (args: string[], options: RunOptions = {}) =>
    runCli(args, {
      cwd,
      ...options,
      env: { CRIER_API_KEY: crier.key, CRIER_PORT: new URL(crier.url).port, ...options.env },
    });
  return {
    discord,
    crier,
    cwd,
    run,
    async json(args, options) {
      const ran = await run([...args, '--json'], options);
      try {
        return JSON.parse(ran.out);
      } catch {
        throw new Error(`no JSON: ${JSON.stringify(ran)}`);
      }
    },
    async stop() {
      await crier.stop();
      await discord.stop();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}

/** Runs the command line with nothing of this machine's settings. */
export function runCli(args: string[], { input = '', env, cwd, uid, until }: RunOptions): Promise<Ran> {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(CRIER_|DISCORD_|DATABASE_URL)/.test(name)),
  );
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { ...clean, ...env },
    ...(uid !== undefined && { uid }),
  });
  child.stdin.end(input);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    if (until?.(out)) child.kill();
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}
