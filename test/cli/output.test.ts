import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

const cli = new URL('../../src/cli.ts', import.meta.url).pathname;

/** Runs the command line in a shell, with its output led elsewhere. */
function run(rest: string): Promise<{ code: number | null; err: string }> {
  const child = spawn('/bin/sh', ['-c', `exec '${process.execPath}' '${cli}' --help ${rest}`]);
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  if (rest === '') child.stdout.destroy();
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, err })));
}

test('a reader that goes, as `head` does, ends the command without a word', async () => {
  expect(await run('')).toEqual({ code: 0, err: '' });
});

test.skipIf(process.platform !== 'linux')('an output on a full disk is told as what it is', async () => {
  expect(await run('> /dev/full')).toEqual({ code: 1, err: 'The output cannot be written (ENOSPC).\n' });
});
