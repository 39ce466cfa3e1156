import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const benchKey = 'crier_bench_key_0123456789';
const start = new URL('../src/start.js', import.meta.url).pathname;
const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** A child process that is measured. */
export interface Service {
  url: string;
  pid: number;
  /** Milliseconds from the spawn to the moment it said that it runs. */
  startedInMs: number;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** A folder that is removed at the end. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crier-bench-'));
  folders.add(folder);
  return folder;
}

/** Starts a program and resolves when its output shows an address. */
export function startProgram(args: string[], env: Record<string, string>, cwd: string): Promise<Service> {
  const clean = Object.entries(process.env).filter(([name]) => !/^(CRIER_|DISCORD_|DATABASE_URL)/.test(name));
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd, env: { ...Object.fromEntries(clean), ...env } });
  running.add(child);
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      if (output.length > 20_000) return;
      output += chunk.toString();
      const url = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url === undefined) return;
      const exited = new Promise<void>((done) => child.once('exit', () => done()));
      resolve({
        url,
        pid: child.pid ?? 0,
        startedInMs: performance.now() - spawnedAt,
        async kill(signal = 'SIGTERM') {
          child.kill(signal);
          await exited;
          running.delete(child);
        },
      });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`ended before it ran:\n${output}`)));
  });
}

/** Starts the whole service on a database in `folder`. */
export function startCrier(folder: string, env: Record<string, string> = {}): Promise<Service> {
  return startProgram(
    [start],
    {
      CRIER_PORT: '0',
      CRIER_API_KEY: benchKey,
      CRIER_INTAKE_LIMIT: 'off',
      DATABASE_URL: `sqlite:${join(folder, 'crier.db')}`,
      ...env,
    },
    folder,
  );
}

/** Resident memory of a process in MB (Linux). */
export function residentMb(pid: number): number {
  const [, kb] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1_024;
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

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
