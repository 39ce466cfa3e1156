import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Service, startService } from './_process.ts';

// Each test starts a process, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

const start = new URL('../../src/start.js', import.meta.url).pathname;

let cwd: string;
let service: Service | undefined;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'crier-output-'));
});
afterEach(async () => {
  await service?.remove();
  service = undefined;
  rmSync(cwd, { recursive: true, force: true });
});

/** A service whose standard output leads elsewhere, once it answers. */
async function startInto(file: string): Promise<Service> {
  const command = `exec '${process.execPath}' '${start}' > '${file}'`;
  service = await startService({ cwd, command: ['/bin/sh', '-c', command] });
  while (!(await isReady(service))) await sleep(50);
  return service;
}

const isReady = ({ url, child, err }: Service) => {
  if (child.exitCode !== null) throw new Error(`it ended: ${err()}`);
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
};

async function post({ url }: Service): Promise<number> {
  const headers = { authorization: 'Bearer crier_test_key_of_the_service', 'content-type': 'application/json' };
  const { status } = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: '{"type":"payment.completed"}' });
  return status;
}

async function expectToStop({ child, end }: Service): Promise<void> {
  child.kill('SIGTERM');
  expect(await end()).toEqual({ code: 0, signal: null });
}

test.skipIf(process.platform !== 'linux')('an output on a full disk does not end the service', async () => {
  const full = await startInto('/dev/full');
  expect([await post(full), await post(full)]).toEqual([202, 202]);
  await expectToStop(full);
  expect(full.err()).toBe('');
});

test('a reader of the output that goes, as `head` does, does not end the service', async () => {
  service = await startService({ cwd });
  await service.says('Crier is running');
  service.child.stdout?.destroy();
  expect([await post(service), await post(service), await post(service)]).toEqual([202, 202, 202]);
  await expectToStop(service);
  expect(service.err()).toBe('');
});

test('neither does one that goes at once, and a reader of the errors', async () => {
  service = await startService({ cwd });
  service.child.stdout?.destroy();
  service.child.stderr?.destroy();
  while (!(await isReady(service))) await sleep(50);
  expect(await post(service)).toBe(202);
  await expectToStop(service);
});

test.skipIf(process.platform !== 'linux')('lines that were lost are counted once there is room again', async () => {
  const log = join(cwd, 'log');
  const running = await startInto(log);
  const setLimit = (bytes: string) =>
    execFileSync('prlimit', ['--pid', String(running.child.pid), `--fsize=${bytes}:`]);
  setLimit(String(statSync(log).size + 20));
  const lost = [await post(running), await post(running)];
  expect(lost).toEqual([503, 503]);
  setLimit('unlimited');
  expect(await post(running)).toBe(202);
  await expectToStop(running);
  const lines = readFileSync(log, 'utf8').split('\n');
  expect(lines.filter((line) => line.includes('lines of it are lost'))).toEqual([
    expect.stringMatching(/^\{"level":40,.*"lines":[2-9]\d*,/),
  ]);
  expect(lines.filter((line) => line.includes('event.accepted'))).toEqual([expect.stringMatching(/^\{.*\}$/)]);
});
