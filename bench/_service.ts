import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The API key of every service that is measured. */
export const benchKey = 'crier_bench_key_0123456789';

/** Nobody listens here: Discord is down. */
export const nowhere = 'http://127.0.0.1:9/api/v10';

/** A webhook that is never asked. */
export const nobodysWebhook = 'http://127.0.0.1:9/api/webhooks/100000000000000001/abcdefghijklmnopqrstuvwxyz';

const start = new URL('../src/start.js', import.meta.url).pathname;
const longestStartMs = 60_000;
const longestStopMs = 15_000;
const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** A child process that is measured. */
export interface Service {
  url: string;
  pid: number;
  /** Milliseconds from the spawn to the first answer of `/readyz`, or to the address where there is none. */
  startedInMs: number;
  /** For what the child tells besides its address. */
  process: ChildProcess;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** A folder that is removed at the end. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crier-bench-'));
  folders.add(folder);
  return folder;
}

/** Removes a folder before the end. */
export function dropFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Starts a program and resolves when its output shows an address. */
export async function startProgram(args: string[], cwd: string): Promise<Service> {
  const spawnedAt = performance.now();
  const child = spawnNode(args, {}, cwd, ['ignore', 'pipe', 'pipe', 'ipc']);
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${args[0]} did not start:\n${output}`)), longestStartMs);
    const read = (chunk: Buffer) => {
      if (output.length < 20_000) output += chunk.toString();
      const found = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`ended before it ran:\n${output}`)));
  });
  return toService(child, url, performance.now() - spawnedAt);
}

/** Starts the whole service on a database in `folder`; its log goes to /dev/null. Resolves when it is ready. */
export async function startCrier(folder: string, env: Record<string, string> = {}): Promise<Service> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const own = {
    CRIER_PORT: new URL(url).port,
    CRIER_API_KEY: benchKey,
    CRIER_SECRET_KEY: '0123456789'.repeat(4),
    CRIER_INTAKE_LIMIT: 'off',
    DISCORD_API_BASE: nowhere,
    DATABASE_URL: `sqlite:${join(folder, 'crier.db')}`,
  };
  const spawnedAt = performance.now();
  const child = spawnNode([start], { ...own, ...env }, folder, ['ignore', 'ignore', 'pipe']);
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (complaint.length < 20_000) complaint += chunk.toString();
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the service ended before it ran:\n${complaint}`);
    if (performance.now() - spawnedAt > longestStartMs) throw new Error('the service did not get ready');
    await wait(5);
  }
  return toService(child, url, performance.now() - spawnedAt);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return status === 200;
  } catch {
    return false;
  }
}

function spawnNode(args: string[], env: Record<string, string>, cwd: string, stdio: StdioOptions): ChildProcess {
  const clean = Object.entries(process.env).filter(([name]) => !/^(CRIER_|DISCORD_|DATABASE_URL)/.test(name));
  const child = spawn(process.execPath, args, { cwd, env: { ...Object.fromEntries(clean), ...env }, stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a program that is only waited for or killed. */
export function startProcess(args: string[]): ChildProcess {
  return spawnNode(args, {}, tmpdir(), 'ignore');
}

function toService(child: ChildProcess, url: string, startedInMs: number): Service {
  return {
    url,
    pid: child.pid ?? 0,
    startedInMs,
    process: child,
    async kill(signal = 'SIGKILL') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      const late = setTimeout(() => child.kill('SIGKILL'), longestStopMs);
      child.kill(signal);
      await exited;
      clearTimeout(late);
    },
  };
}

/** Runs a program to its end and gives what it printed; it ends within `withinMs`. */
export async function runProgram(args: string[], withinMs: number): Promise<string> {
  const child = spawnNode(args, {}, tmpdir(), ['ignore', 'pipe', 'pipe']);
  const late = setTimeout(() => child.kill('SIGKILL'), withinMs);
  let output = '';
  let complaint = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  await once(child, 'close');
  clearTimeout(late);
  if (child.exitCode !== 0) throw new Error(`${args[0]} failed:\n${complaint}`);
  return output;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Writes `config/crier.yaml` with these routes of the store `main`. */
export function writeRoutes(folder: string, routes: Record<string, { webhook: string; muted?: boolean }>): void {
  mkdirSync(join(folder, 'config'), { recursive: true });
  // JSON is YAML.
  writeFileSync(join(folder, 'config/crier.yaml'), JSON.stringify({ stores: { main: { routes } } }));
}

/** Posts events, and says how many were accepted. */
export async function post({ url }: Pick<Service, 'url'>, events: readonly object[]): Promise<number> {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${benchKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
    signal: AbortSignal.timeout(30_000),
  });
  if (response.status !== 202) throw new Error(`posting answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  return events.length;
}

/** Resident memory of a process in MB, now and at its height (Linux). */
export function residentMb(pid: number): { now: number; most: number } {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(text)?.[1]) / 1_024;
  return { now: read('VmRSS'), most: read('VmHWM') };
}

/** CPU seconds that a process has used (Linux). */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Ends everything that was started and removes all folders. */
export function cleanUp(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** The value in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Resolves after `ms`. */
export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks every 20 ms until it is so. @throws after `withinMs`. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs: number, what: string): Promise<void> {
  const endAt = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > endAt) throw new Error(`${what}: not within ${withinMs / 1_000} s`);
    await wait(20);
  }
}
