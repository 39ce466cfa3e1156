import { Pool } from 'undici';

// The load, as a process of its own: node _load.ts <url> <key> <seconds> <events per request>; prints one JSON line.

const [url = '', key = '', seconds = '2', batch = '1'] = process.argv.slice(2);
const connections = 64;
const pool = new Pool(url, { connections, pipelining: 1 });
const size = Number(batch);
let sent = 0;
let accepted = 0;
const run = `${Date.now().toString(36)}-${process.pid}`;

function event(): object {
  sent += 1;
  return {
    type: 'payment.completed',
    id: `tbx-${run}-${sent}`,
    player: { name: `Player${sent % 5_000}`, id: `76561198${sent}` },
    amount: { value: '19.99', currency: 'EUR' },
    data: { package: 'VIP', server: 'Survival', gateway: 'PayPal', transaction_id: `tbx-${sent}`, country: 'DE' },
  };
}

const endAt = performance.now() + Number(seconds) * 1_000;
const startedAt = performance.now();

async function worker(): Promise<void> {
  while (performance.now() < endAt) {
    const body = JSON.stringify(size === 1 ? event() : Array.from({ length: size }, event));
    const answer = await pool.request({
      path: '/v1/events',
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
    });
    await answer.body.dump();
    if (answer.statusCode !== 202) throw new Error(`answered ${answer.statusCode}`);
    accepted += size;
  }
}

await Promise.all(Array.from({ length: size === 1 ? connections : 4 }, worker));
const elapsed = (performance.now() - startedAt) / 1_000;
console.log(JSON.stringify({ accepted, perSecond: accepted / elapsed }));
await pool.close();
