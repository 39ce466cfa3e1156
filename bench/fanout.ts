import { once } from 'node:events';
import { Pool } from 'undici';
import type { Counts, Question } from './_fake.ts';
import type { Part } from './_figure.ts';
import {
  cpuSeconds,
  dropFolder,
  post,
  type Service,
  startCrier,
  startProgram,
  tempFolder,
  until,
  writeRoutes,
} from './_service.ts';

const fake = new URL('./_fake.ts', import.meta.url).pathname;
const eventsEach = 20;

async function ask<Answer>(discord: Service, question: Question): Promise<Answer> {
  const answer = once(discord.process, 'message', { signal: AbortSignal.timeout(30_000) });
  discord.process.send(question);
  const [given]: Answer[] = await answer;
  if (given === undefined) throw new Error('the fake gave no answer');
  return given;
}

interface Run {
  seconds: number;
  messages: number;
}

/** Posts events for every webhook in turn, and waits until `isDone`. */
async function run(
  crier: Service,
  discord: Service,
  webhooks: number,
  isDone: (counts: Counts) => boolean,
): Promise<Run> {
  const startedAt = performance.now();
  for (let round = 0; round < eventsEach; round += 1) {
    const events = Array.from({ length: webhooks }, (_, index) => ({
      type: `bench.w${index}`,
      category: 'transactions',
      player: { name: `Player ${index}`, id: `7656119${index}` },
      amount: { value: '19.99', currency: 'EUR' },
      data: { package: 'VIP', transaction_id: `tbx-${round}-${index}` },
    }));
    await post(crier, events);
  }
  let counts: Counts | undefined;
  await until(
    async () => {
      counts = await ask<Counts>(discord, 'counts');
      return isDone(counts);
    },
    120_000,
    'the fan-out',
  );
  return { seconds: (performance.now() - startedAt) / 1_000, messages: counts?.messages ?? 0 };
}

/** How many messages a second the fake takes from a sender that does nothing else: no store, no order, no limits. */
async function bareRate(urls: readonly string[], messages: number): Promise<number> {
  const { origin } = new URL(urls[0] ?? '');
  const pool = new Pool(origin, { connections: 64, pipelining: 1 });
  const body = JSON.stringify({ embeds: [{ title: 'Payment completed', description: 'x'.repeat(300) }] });
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (next < messages) {
        const url = new URL(urls[next % urls.length] ?? '');
        next += 1;
        const path = `${url.pathname.replace('/api/', '/api/v10/')}?wait=true`;
        const headers = {
          'content-type': 'application/json',
          'user-agent': 'DiscordBot (https://example.com, 1.0)',
        };
        const answer = await pool.request({ path, method: 'POST', headers, body });
        await answer.body.dump();
        if (answer.statusCode !== 200) throw new Error(`the fake answered ${answer.statusCode}`);
      }
    }),
  );
  const rate = messages / ((performance.now() - startedAt) / 1_000);
  await pool.close();
  return rate;
}

/** Many webhooks at once, without limits: what a delivery costs, and what one slow webhook costs the others. */
const fanout: Part = async ({ isQuick }) => {
  const webhooks = isQuick ? 200 : 1_000;
  const events = webhooks * eventsEach;
  const folder = tempFolder();
  const discord = await startProgram([fake, String(webhooks)], folder);
  const urls = await ask<string[]>(discord, 'urls');
  writeRoutes(folder, Object.fromEntries(urls.map((webhook, index) => [`bench.w${index}`, { webhook }])));
  const crier = await startCrier(folder, {
    DISCORD_API_BASE: `${discord.url}/api/v10`,
    DISCORD_CHANNEL_LIMIT: 'off',
    DISCORD_GLOBAL_LIMIT: 'off',
  });
  // A first event for each: lanes, connections and compiled code are as in a service that runs.
  await run(crier, discord, webhooks, ({ embeds }) => embeds >= events);
  const before = cpuSeconds(crier.pid);
  const warm = await ask<Counts>(discord, 'counts');
  const even = await run(crier, discord, webhooks, ({ embeds }) => embeds >= 2 * events);
  const cpuMs = ((cpuSeconds(crier.pid) - before) * 1_000) / events;
  const messages = even.messages - warm.messages;
  const bare = await bareRate(urls, messages);
  await ask(discord, 'slow');
  const slow = await run(crier, discord, webhooks, ({ others }) => others >= events - eventsEach);
  await crier.kill();
  await discord.kill();
  dropFolder(folder);
  const ratio = slow.seconds / even.seconds;
  return [
    {
      what: `fanout: ${webhooks} webhooks × ${eventsEach} events, posting included`,
      value: `${Math.round(events / even.seconds)} deliveries/s in ${messages} messages (${even.seconds.toFixed(1)} s)`,
      target: '',
    },
    {
      what: '  its messages a second, of a bare undici sender’s',
      value: `${((100 * messages) / even.seconds / bare).toFixed(0)} % (of ${Math.round(bare)}/s)`,
      target: '',
    },
    { what: '  CPU time of Crier for each delivery', value: `${cpuMs.toFixed(2)} ms`, target: '' },
    {
      what: 'fanout: the others, while one webhook takes 2 s each',
      value: `${ratio.toFixed(2)} × the time (${slow.seconds.toFixed(1)} s)`,
      target: 'at most 1.2 ×',
      isReached: ratio <= 1.2,
    },
  ];
};

export default fanout;
