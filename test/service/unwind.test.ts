import { expect, test } from 'vitest';
import { partNames } from '../../src/app.ts';
import { startService } from './_process.ts';

const program = new URL('./_unwind.ts', import.meta.url).pathname;

/** From here on it says in the store that it runs. */
const told = partNames.indexOf('lanes');

test('whichever part fails, nothing listens, the database is free, and nothing keeps the process alive', async () => {
  const unwound = await startService({ command: [process.execPath, program] });
  await unwound.says('"done"', 240_000);
  expect(await unwound.end(2_000)).toEqual({ code: 0, signal: null });
  expect(unwound.err()).toBe('');
  const lines = unwound.out().trim().split('\n');
  expect(lines.slice(0, -1).map((line) => JSON.parse(line))).toEqual([
    ...partNames.map((failing, index) => ({
      failing,
      error: `Error: ${failing} is broken`,
      isPortFree: true,
      ...(index > told ? { state: 'stopped' } : {}),
      troubles: [],
    })),
    { error: '', isPortFree: true, state: 'stopped', troubles: [] },
  ]);
  await unwound.remove();
}, 300_000);
