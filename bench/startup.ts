import type { Part } from './_figure.ts';
import { median, residentMb, startCrier, tempFolder, wait } from './_service.ts';

/** From the spawn to the banner, which comes after the port is open and the lanes run; then memory at rest. */
const startup: Part = async ({ isQuick }) => {
  const folder = tempFolder();
  await (await startCrier(folder)).kill();
  const times: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < (isQuick ? 3 : 5); round += 1) {
    const crier = await startCrier(folder);
    times.push(crier.startedInMs);
    await wait(isQuick ? 2_000 : 5_000);
    memory.push(residentMb(crier.pid));
    await crier.kill();
  }
  const ms = median(times);
  const mb = median(memory);
  return [
    { what: 'start to ready', value: `${Math.round(ms)} ms`, target: 'under 1 s', isReached: ms < 1_000 },
    { what: 'idle memory', value: `${Math.round(mb)} MB`, target: 'under 120 MB', isReached: mb < 120 },
  ];
};

export default startup;
