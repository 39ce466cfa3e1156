import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { type Part, printFigures } from './_figure.ts';
import { cleanUp, median, tempFolder } from './_service.ts';

// npm run bench [-- part ...] [--quick]: each figure beside its yardstick from the same run. A bench is no test: it
// always ends with 0.

const parts: Record<string, () => Promise<{ default: Part }>> = {
  startup: () => import('./startup.ts'),
  intake: () => import('./intake.ts'),
  drain: () => import('./drain.ts'),
  fanout: () => import('./fanout.ts'),
  backlog: () => import('./backlog.ts'),
  endpoints: () => import('./endpoints.ts'),
};

/** What a sync to this disk costs, in milliseconds. */
function syncMs(): number {
  const file = openSync(join(tempFolder(), 'probe'), 'w');
  const times = Array.from({ length: 50 }, () => {
    const at = performance.now();
    writeSync(file, 'x'.repeat(4_096));
    fsyncSync(file);
    return performance.now() - at;
  });
  closeSync(file);
  return median(times);
}

const asked = process.argv.slice(2);
const isQuick = asked.includes('--quick');
const chosen = asked.filter((name) => !name.startsWith('--'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    cleanUp();
    process.exit(130);
  });
}

const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  console.log(`No part is called ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`);
const machine = `${cpus().length} cores, Node ${process.versions.node}, a sync to disk takes ${syncMs().toFixed(2)} ms`;
console.log(`${machine}, load before the start ${loadavg()[0]?.toFixed(1)}${isQuick ? ', quick' : ''}\n`);
for (const [name, load] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  try {
    const { default: part } = await load();
    printFigures(await part({ isQuick }));
  } catch (error) {
    console.log(`✗ ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  // Nothing of one part may disturb the next.
  cleanUp();
}
process.exit(0);
