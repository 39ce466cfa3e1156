import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const isClone = existsSync(join(root, '.git'));

test.skipIf(!isClone)('no setting of git changes the line ends of a file (skipped where there is no clone)', () => {
  const files = execFileSync('git', ['ls-files', '--eol'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  expect(files.length).toBeGreaterThan(1_000);
  const isHeld = (file: string) => /^i\/(lf|none)\s.*attr\/(text=auto eol=lf|-text)\s/.test(file);
  const isBinary = (file: string) => /^i\/(-text|none)\s.*attr\/-text\s/.test(file);
  expect(files.filter((file) => !isHeld(file) && !isBinary(file))).toEqual([]);
});
