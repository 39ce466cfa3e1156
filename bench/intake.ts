import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure, Part } from './_figure.ts';
import { benchKey, median, type Service, startCrier, startProgram, tempFolder } from './_service.ts';

const run = promisify(execFile);
const load = new URL('./_load.ts', import.meta.url).pathname;
const baseline = new URL('./_baseline.ts', import.meta.url).pathname;

async function drive(
  { url }: Service,
  seconds: number,
  batch: number,
): Promise<{ accepted: number; perSecond: number }> {
  const { stdout } = await run(process.execPath, [load, url, benchKey, String(seconds), String(batch)]);
  return JSON.parse(stdout);
}

/** Durable intake against the same handler that stores nothing, in pairs, since the speed of a machine drifts. */
const intake: Part = async ({ isQuick }) => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'config'));
  // Deliveries are measured by themselves; here a muted route records every event without sending it.
  writeFileSync(
    join(folder, 'config/crier.yaml'),
    'stores:\n  main:\n    routes:\n      default:\n        webhook: https://discord.com/api/webhooks/100000000000000001/abcdefghijklmnopqrstuvwxyz\n        muted: true\n',
  );
  const crier = await startCrier(folder, { DISCORD_API_BASE: 'http://127.0.0.1:9/api/v10', CRIER_LOG_LEVEL: 'info' });
  const handler = await startProgram([baseline, 'handler', benchKey], {}, folder);
  const bare = await startProgram([baseline, 'bare', benchKey], {}, folder);
  const seconds = isQuick ? 1 : 3;
  for (const service of [crier, handler, bare]) await drive(service, 1, 1);
  const rounds: { single: number; stub: number; node: number; arrays: number }[] = [];
  for (let round = 0; round < (isQuick ? 3 : 5); round += 1) {
    const single = (await drive(crier, seconds, 1)).perSecond;
    const stub = (await drive(handler, seconds, 1)).perSecond;
    const node = (await drive(bare, seconds, 1)).perSecond;
    const arrays = (await drive(crier, seconds, 100)).perSecond;
    rounds.push({ single, stub, node, arrays });
  }
  for (const service of [crier, handler, bare]) await service.kill('SIGKILL');
  const ratio = median(rounds.map(({ single, stub }) => single / stub));
  const bareRatio = median(rounds.map(({ single, node }) => single / node));
  const batchRatio = median(rounds.map(({ single, arrays }) => arrays / single));
  const rate = (pick: (round: (typeof rounds)[number]) => number) => `${Math.round(median(rounds.map(pick)))}/s`;
  const figures: Figure[] = [
    {
      what: 'durable intake, single events, 64 connections: of the same handler',
      value: `${(100 * ratio).toFixed(0)} % (${rate(({ single }) => single)} of ${rate(({ stub }) => stub)})`,
      target: 'at least 70 %',
      isReached: ratio >= 0.7,
    },
    {
      what: '  of bare node:http',
      value: `${(100 * bareRatio).toFixed(0)} % (of ${rate(({ node }) => node)})`,
      target: '',
    },
    {
      what: 'durable intake, arrays of 100: times the single rate',
      value: `${batchRatio.toFixed(1)} × (${rate(({ arrays }) => arrays)})`,
      target: 'at least 5 ×',
      isReached: batchRatio >= 5,
    },
  ];
  return figures;
};

export default intake;
