import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A receiver of endpoints as a program: each path is an endpoint of its own. Told "hang", the path /0 never answers.

/** What it is asked: what came so far, or how /0 behaves from now on. */
export type ReceiverQuestion = 'counts' | 'hang' | 'answer';

export interface ReceiverCounts {
  /** Requests to the paths other than /0. */
  others: number;
  /** Requests to /0. */
  first: number;
  /** Those of them that are not answered and not broken off. */
  hanging: number;
}

const counts: ReceiverCounts = { others: 0, first: 0, hanging: 0 };
let doesHang = false;

const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    if (request.url !== '/0') counts.others += 1;
    else counts.first += 1;
    if (request.url !== '/0' || !doesHang) {
      response.writeHead(204).end();
      return;
    }
    counts.hanging += 1;
    response.once('close', () => {
      counts.hanging -= 1;
    });
  });
});

process.on('message', (question: ReceiverQuestion) => {
  if (question !== 'counts') doesHang = question === 'hang';
  process.send?.(counts);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`http://127.0.0.1:${port}`);
});
