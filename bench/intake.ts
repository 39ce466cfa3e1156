import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Part } from './_figure.ts';
import {
  benchKey,
  dropFolder,
  median,
  nobodysWebhook,
  runProgram,
  type Service,
  startCrier,
  startProgram,
  tempFolder,
  writeRoutes,
} from './_service.ts';

const load = new URL('./_load.ts', import.meta.url).pathname;
const baseline = new URL('./_baseline.ts', import.meta.url).pathname;

async function drive(
  { url }: Service,
  seconds: number,
  batch: number,
): Promise<{ accepted: number; perSecond: number }> {
  return JSON.parse(await runProgram([load, url, benchKey, String(seconds), String(batch)], (seconds + 20) * 1_000));
}

function countEvents(folder: string): number {
  const db = new Sqlite(join(folder, 'crier.db'), { readonly: true });
  try {
    return Number(db.prepare('SELECT count(*) FROM events').pluck().get());
  } finally {
    db.close();
  }
}

/**
 * Durable intake against the same handler that stores nothing, in pairs, since the speed of a machine drifts. A muted
 * route records every event without sending it: deliveries are measured by themselves.
 */
const intake: Part = async ({ isQuick }) => {
  const folder = tempFolder();
  writeRoutes(folder, { default: { webhook: nobodysWebhook, muted: true } });
  const crier = await startCrier(folder);
  const handler = await startProgram([baseline, 'handler', benchKey], folder);
  const bare = await startProgram([baseline, 'bare', benchKey], folder);
  const seconds = isQuick ? 1 : 2;
  let acknowledged = 0;
  const driveCrier = async (batch: number) => {
    const { accepted, perSecond } = await drive(crier, seconds, batch);
    acknowledged += accepted;
    return perSecond;
  };
  await driveCrier(1);
  for (const service of [handler, bare]) await drive(service, 1, 1);
  const rounds: { single: number; stub: number; node: number; arrays: number }[] = [];
  for (let round = 0; round < (isQuick ? 3 : 5); round += 1) {
    const single = await driveCrier(1);
    const stub = (await drive(handler, seconds, 1)).perSecond;
    const node = (await drive(bare, seconds, 1)).perSecond;
    const arrays = await driveCrier(100);
    rounds.push({ single, stub, node, arrays });
  }
  // Killed at once after the last answer: what was acknowledged has to be there all the same.
  for (const service of [crier, handler, bare]) await service.kill();
  const stored = countEvents(folder);
  dropFolder(folder);
  const ratio = median(rounds.map(({ single, stub }) => single / stub));
  const bareRatio = median(rounds.map(({ single, node }) => single / node));
  const batchRatio = median(rounds.map(({ single, arrays }) => arrays / single));
  const rate = (pick: (round: (typeof rounds)[number]) => number) => `${Math.round(median(rounds.map(pick)))}/s`;
  return [
    {
      what: 'intake: durable, one by one, of the handler without a store',
      value: `${(100 * ratio).toFixed(0)} % (${rate(({ single }) => single)} of ${rate(({ stub }) => stub)})`,
      target: 'at least 70 %; 64 connections, muted route',
      isReached: ratio >= 0.7,
    },
    {
      what: '  the same of bare node:http',
      value: `${(100 * bareRatio).toFixed(0)} % (of ${rate(({ node }) => node)})`,
      target: '',
    },
    {
      what: 'intake: arrays of 100, against one by one',
      value: `${batchRatio.toFixed(1)} × (${rate(({ arrays }) => arrays)})`,
      target: 'at least 5 ×; 4 connections',
      isReached: batchRatio >= 5,
    },
    {
      what: 'intake: acknowledged events in the database after SIGKILL',
      value: `${stored} of ${acknowledged}`,
      target: 'all, none twice',
      isReached: stored === acknowledged,
    },
  ];
};

export default intake;
