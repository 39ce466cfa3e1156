import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from './_figure.ts';
import type { ReceiverCounts, ReceiverQuestion } from './_receiver.ts';
import {
  cpuSeconds,
  dropFolder,
  median,
  post,
  type Service,
  startCrier,
  startProgram,
  tempFolder,
  until,
} from './_service.ts';

const program = new URL('./_receiver.ts', import.meta.url).pathname;
const endpoints = 200;
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

async function ask(receiver: Service, question: ReceiverQuestion): Promise<ReceiverCounts> {
  const answer = once(receiver.process, 'message', { signal: AbortSignal.timeout(30_000) });
  receiver.process.send(question);
  const [given]: ReceiverCounts[] = await answer;
  if (given === undefined) throw new Error('the receiver gave no answer');
  return given;
}

function writeEndpoints(folder: string, base: string): void {
  mkdirSync(join(folder, 'config'), { recursive: true });
  const list = Array.from({ length: endpoints }, (_, index) => ({
    name: `e${index}`,
    url: `${base}/${index}`,
    secret,
    events: [`bench.w${index}`],
    // What hangs is a dead letter at once, so that a round leaves nothing to the next.
    retry: [],
  }));
  writeFileSync(join(folder, 'config/crier.yaml'), JSON.stringify({ stores: { main: { endpoints: list } } }));
}

/** Posts events for every endpoint in turn. Answers how many seconds it took until all but the first had theirs. */
async function round(crier: Service, receiver: Service, eventsEach: number): Promise<number> {
  const { others } = await ask(receiver, 'counts');
  const startedAt = performance.now();
  for (let turn = 0; turn < eventsEach; turn += 1) {
    const events = Array.from({ length: endpoints }, (_, index) => ({
      type: `bench.w${index}`,
      category: 'transactions',
      player: { name: `Player ${index}`, id: `7656119${index}` },
      amount: { value: '19.99', currency: 'EUR' },
      data: { package: 'VIP', transaction_id: `tbx-${turn}-${index}` },
    }));
    await post(crier, events);
  }
  const wanted = others + (endpoints - 1) * eventsEach;
  await until(async () => (await ask(receiver, 'counts')).others >= wanted, 120_000, 'the endpoints');
  return (performance.now() - startedAt) / 1_000;
}

/** Until the first endpoint has been asked for everything and nothing of it hangs. */
async function quiet(receiver: Service, wanted: number): Promise<void> {
  const isQuiet = async () => {
    const { first, hanging } = await ask(receiver, 'counts');
    return first >= wanted && hanging === 0;
  };
  await until(isQuiet, 120_000, 'the hanging endpoint');
}

/** Custom outbound webhooks: what one costs, and what an endpoint that never answers costs the others. */
const part: Part = async ({ isQuick }) => {
  const eventsEach = isQuick ? 10 : 50;
  const pairs = isQuick ? 1 : 3;
  const folder = tempFolder();
  const receiver = await startProgram([program], folder);
  writeEndpoints(folder, receiver.url);
  const crier = await startCrier(folder, { CRIER_ENDPOINT_HOSTS: new URL(receiver.url).host });
  await round(crier, receiver, eventsEach);
  const even: number[] = [];
  const hanging: number[] = [];
  let cpu = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const before = cpuSeconds(crier.pid);
    even.push(await round(crier, receiver, eventsEach));
    cpu += cpuSeconds(crier.pid) - before;
    await ask(receiver, 'hang');
    hanging.push(await round(crier, receiver, eventsEach));
    await quiet(receiver, (2 * pair + 3) * eventsEach);
    await ask(receiver, 'answer');
  }
  await crier.kill();
  await receiver.kill();
  dropFolder(folder);
  const deliveries = endpoints * eventsEach;
  const others = (endpoints - 1) * eventsEach;
  const share = median(even) / median(hanging);
  return [
    {
      what: `endpoints: ${endpoints} × ${eventsEach} events, posting included`,
      value: `${Math.round(deliveries / median(even))} deliveries/s (${median(even).toFixed(1)} s), median of ${pairs}`,
      target: '',
    },
    {
      what: '  CPU time of Crier for each delivery, intake included',
      value: `${((cpu * 1_000) / pairs / deliveries).toFixed(2)} ms`,
      target: '',
    },
    {
      what: 'endpoints: the others, while one hangs for 5 s each time',
      value: `${(100 * share).toFixed(0)} % of the throughput (${Math.round(others / median(hanging))}/s)`,
      target: 'at least 95 %',
      isReached: share >= 0.95,
    },
  ];
};

export default part;
