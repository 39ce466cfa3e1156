import { afterEach, expect, test, vi } from 'vitest';
import { isFree, type Service, startService } from './_process.ts';

// Each test starts processes, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 });

let service: Service | undefined;
afterEach(async () => {
  await service?.remove();
  service = undefined;
});

/** It stops as if it had been asked to, and the exit code tells that something failed. */
async function expectFailure({ end, out, port }: Service): Promise<void> {
  expect(await end()).toEqual({ code: 1, signal: null });
  expect(out()).toMatch(/"msg":"the service cannot go on and stops.*"msg":"stopped"/s);
  expect(await isFree(port)).toBe(true);
}

test('an error that nobody caught is logged without secrets, and the service stops with an exit code', async () => {
  service = await startService({
    preload: `
      import { isMainThread } from 'node:worker_threads';
      const webhook = 'https://discord.com/api/webhooks/1234567890/abcdefghijklmnopqrstuvwxyz';
      if (isMainThread) process.once('SIGUSR2', () => void Promise.reject(new Error('no answer from ' + webhook)));`,
  });
  await service.says('Crier is running');
  service.child.kill('SIGUSR2');
  await expectFailure(service);
  expect(service.out()).toContain('no answer from ');
  expect(service.out() + service.err()).not.toContain('abcdefghijklmnopqrstuvwxyz');
});

test('a service whose database is lost does not live on without it', async () => {
  service = await startService({
    // The thread of the database dies when /readyz has it write something.
    preload: `
      import { isMainThread, parentPort } from 'node:worker_threads';
      if (!isMainThread) {
        parentPort.on('message', (calls) => {
          if (calls.some(({ verb }) => verb === 'probe')) throw new Error('out of memory');
        });
      }`,
  });
  await service.says('Crier is running');
  await fetch(`${service.url}/readyz`);
  await expectFailure(service);
  expect(service.out()).toContain('The database is not available: out of memory');
});
