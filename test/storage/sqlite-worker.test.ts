import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { Call, Reply } from '../../src/storage/sqlite/protocol.ts';

const startWorker = new URL('../../src/storage/sqlite/start-worker.js', import.meta.url);

test('a commit goes between reads that wait, and is told before them', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'crier-worker-'));
  const worker = new Worker(startWorker, { workerData: { path: join(dir, 'crier.db') } });
  await once(worker, 'message');
  const order: number[] = [];
  const reads = 2_000;
  const all = Promise.withResolvers<void>();
  worker.on('message', (replies: Reply[]) => {
    order.push(...replies.map(({ id }) => id));
    if (order.length === reads + 2) all.resolve();
  });
  const read = (id: number): Call => ({ id, verb: 'listDeliveries', args: [{ store: 'main' }, { limit: 10 }] });
  const write = (id: number): Call => ({ id, verb: 'putStore', args: [{ id: 'main', name: 'Main' }] });
  worker.postMessage([...Array.from({ length: reads }, (_, index) => read(index)), write(reads)]);
  worker.postMessage([write(reads + 1)]);
  await all.promise;
  expect(order[0]).toBe(reads);
  expect(order.indexOf(reads + 1)).toBeLessThan(order.indexOf(reads - 1));
  worker.postMessage([{ id: -1, verb: 'close', args: [] } satisfies Call]);
  await once(worker, 'exit');
  rmSync(dir, { recursive: true, force: true });
});
