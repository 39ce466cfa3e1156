import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { newId } from '../src/lib/ids.ts';
import type { Storage } from '../src/model/storage/storage.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import type { Part } from './_figure.ts';
import {
  dropFolder,
  median,
  nobodysWebhook,
  post,
  residentMb,
  startCrier,
  tempFolder,
  wait,
  writeRoutes,
} from './_service.ts';

const few = 1_000;
const perPost = 1_000;
const perPack = 10;
/** Of the hundred packs in a thousand deliveries; those before them warm the thread up. */
const measuredPacks = 50;

/** Posts events to a service whose Discord is down: all of them wait in one lane. */
async function fill(folder: string, events: number): Promise<void> {
  writeRoutes(folder, { default: { webhook: nobodysWebhook } });
  const crier = await startCrier(folder);
  for (let sent = 0; sent < events; sent += perPost) {
    await post(
      crier,
      Array.from({ length: perPost }, (_, index) => ({
        type: 'payment.completed',
        player: { name: `Player ${sent + index}`, id: `7656119${sent + index}` },
        amount: { value: '19.99', currency: 'EUR' },
        data: { package: 'VIP', transaction_id: `tbx-${sent + index}` },
      })),
    );
  }
  await crier.kill('SIGTERM');
}

/** Starts the service on what waits, and takes its memory after a while of work on it. */
async function memoryOf(folder: string): Promise<number> {
  const crier = await startCrier(folder);
  await wait(5_000);
  const { most } = residentMb(crier.pid);
  await crier.kill('SIGTERM');
  return most;
}

/** Turns all that waits into history, with attempts and messages as deliveries leave them. */
function settleAll(folder: string): void {
  const db = new Sqlite(join(folder, 'crier.db'));
  db.exec(`
    BEGIN;
    UPDATE deliveries SET status = 'delivered', attempts = 1, settled_at = created_at + 500 WHERE status = 'pending';
    INSERT INTO messages (store_id, destination_seq, sent_at, delivered, message_id, body)
      SELECT store_id, destination_seq, created_at, 1, '1', printf('%.*c', 500, 'x') FROM deliveries WHERE seq % ${perPack} = 0;
    INSERT INTO attempts (id, delivery_seq, number, at, outcome, status_code, latency_ms, message_seq)
      SELECT 'att' || substr(id, 4), seq, 1, created_at, 'delivered', 200, 80, seq / ${perPack} FROM deliveries;
    UPDATE destinations SET pending = 0, delivered = (SELECT count(*) FROM deliveries);
    COMMIT;
  `);
  db.close();
}

/** Median milliseconds to look at a pack and to write down that it was delivered. */
async function packMs(folder: string): Promise<number> {
  const storage = await openStorage({ kind: 'sqlite', path: join(folder, 'crier.db') });
  const now = Date.now();
  const [lease] = await storage.leaseLanes({ owner: 'bench', now, until: now + 3_600_000 });
  if (lease === undefined) throw new Error('nothing waits');
  const times: number[] = [];
  for (let pack = 0; pack < few / perPack; pack += 1) {
    const startedAt = performance.now();
    await peekAndRecord(storage, lease.lane, lease.epoch);
    times.push(performance.now() - startedAt);
  }
  await storage.close();
  return median(times.slice(-measuredPacks));
}

async function peekAndRecord(storage: Storage, destination: string, epoch: number): Promise<void> {
  const waiting = await storage.peekLane(destination, perPack);
  if (waiting.length < perPack) throw new Error(`the lane ran dry: ${waiting.length} of ${perPack}`);
  await storage.recordAttempts(
    {
      destination,
      at: Date.now(),
      latencyMs: 80,
      outcome: 'delivered',
      statusCode: 200,
      messageId: '1',
      message: 'x'.repeat(500),
      items: waiting.map(({ delivery }) => ({
        deliveryId: delivery.id,
        attemptId: newId('att'),
        spent: true,
        status: 'delivered',
      })),
    },
    epoch,
  );
}

/** What a backlog and a history cost: time for each pack that leaves, and memory. */
const backlog: Part = async ({ isQuick }) => {
  const many = isQuick ? 100_000 : 1_000_000;
  const [small, large] = [tempFolder(), tempFolder()];
  await fill(small, few);
  const least = await packMs(small);
  dropFolder(small);
  await fill(large, many);
  const waiting = await packMs(large);
  const mb = await memoryOf(large);
  settleAll(large);
  await fill(large, few);
  const history = await packMs(large);
  dropFolder(large);
  const figure = (what: string, ms: number) => ({
    what,
    value: `${(ms / least).toFixed(2)} × (${ms.toFixed(2)} ms of ${least.toFixed(2)})`,
    target: 'at most 1.3 × that with a thousand',
    isReached: ms / least <= 1.3,
  });
  const count = many.toLocaleString('en');
  return [
    figure(`backlog: peek and record 10, with ${count} waiting`, waiting),
    figure(`backlog: the same with ${count} in the history`, history),
    {
      what: `backlog: memory with ${count} waiting`,
      value: `${mb.toFixed(0)} MB`,
      target: 'under 200 MB',
      isReached: mb < 200,
    },
  ];
};

export default backlog;
