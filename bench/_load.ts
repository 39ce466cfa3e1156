import { connect } from 'node:net';

// The load, as a process of its own: node _load.ts <url> <key> <seconds> <events per request>; prints one JSON line.
// Bare sockets and ready-made text, so that it takes as little as possible from the server it shares the cores with.

const [url = '', key = '', seconds = '2', batch = '1'] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const size = Number(batch);
const connections = size === 1 ? 64 : 4;
const run = `${Date.now().toString(36)}-${process.pid}`;
const head = `POST /v1/events HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: `;
let sent = 0;
let accepted = 0;
let isOver = false;

function event(): string {
  sent += 1;
  return `{"type":"payment.completed","id":"tbx-${run}-${sent}","player":{"name":"Player${sent % 5_000}","id":"76561198${sent}"},"amount":{"value":"19.99","currency":"EUR"},"data":{"package":"VIP","server":"Survival","gateway":"PayPal","transaction_id":"tbx-${sent}","country":"DE"}}`;
}

function request(): string {
  const body = size === 1 ? event() : `[${Array.from({ length: size }, event).join()}]`;
  return `${head}${body.length}\r\n\r\n${body}`;
}

/** One connection: the next request goes when the answer to the last one is complete. */
function work(): Promise<void> {
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    let left = 0;
    let unread = '';
    const next = () => {
      if (!isOver) return void socket.write(request());
      socket.destroy();
      resolve();
    };
    socket.on('connect', next);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server hung up')));
    socket.on('data', (chunk) => {
      if (left > 0) {
        left -= chunk.length;
      } else {
        unread += chunk.toString('latin1');
        const end = unread.indexOf('\r\n\r\n');
        if (end < 0) return;
        const status = unread.slice(9, 12);
        if (status !== '202') return reject(new Error(`answered ${unread}`));
        const length = /content-length: (\d+)/i.exec(unread)?.[1];
        if (length === undefined) return reject(new Error(`no length: ${unread}`));
        left = end + 4 + Number(length) - unread.length;
        unread = '';
      }
      if (left > 0) return;
      accepted += size;
      next();
    });
  });
}

const startedAt = performance.now();
setTimeout(() => {
  isOver = true;
}, Number(seconds) * 1_000);
await Promise.all(Array.from({ length: connections }, work));
const elapsed = (performance.now() - startedAt) / 1_000;
console.log(JSON.stringify({ accepted, perSecond: accepted / elapsed }));
