import type { Part } from './_figure.ts';
import { median, residentMb, startCrier, tempFolder, wait } from './_service.ts';

/** From the spawn to the first good answer of `/readyz`, with a warm cache of compiled code; then memory at rest. */
const startup: Part = async ({ isQuick }) => {
  const folder = tempFolder();
  await (await startCrier(folder)).kill('SIGTERM');
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const crier = await startCrier(folder);
    times.push(crier.startedInMs);
    await crier.kill('SIGTERM');
  }
  const memory: number[] = [];
  for (let round = 0; round < (isQuick ? 1 : 3); round += 1) {
    const crier = await startCrier(folder);
    await wait(5_000);
    memory.push(residentMb(crier.pid).now);
    await crier.kill('SIGTERM');
  }
  const ms = median(times);
  const mb = median(memory);
  return [
    {
      what: 'startup: spawn to ready',
      value: `${Math.round(ms)} ms (${Math.round(Math.min(...times))} to ${Math.round(Math.max(...times))})`,
      target: 'under 1 s',
      isReached: ms < 1_000,
    },
    { what: 'startup: memory at rest', value: `${Math.round(mb)} MB`, target: 'under 120 MB', isReached: mb < 120 },
  ];
};

export default startup;
