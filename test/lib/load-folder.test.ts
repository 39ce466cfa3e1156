import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadFolder } from '../../src/lib/load-folder.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'crier-folder-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
const load = () => loadFolder(pathToFileURL(`${dir}/`), isNumber, 'a number');

test('a file and a folder with an index.ts are things, by their names', async () => {
  write('two.ts', 'export default 2;');
  write('one/index.ts', 'export { one as default } from "./part.ts";');
  write('one/part.ts', 'export const one = 1;');
  expect(await load()).toEqual([
    { name: 'one', value: 1 },
    { name: 'two', value: 2 },
  ]);
});

test('what begins with an underscore and what is no TypeScript is not looked at', async () => {
  write('_shared.ts', 'throw new Error("loaded");');
  write('_parts/index.ts', 'throw new Error("loaded");');
  write('README.md', 'Notes.');
  write('table.json', '[]');
  write('one.ts', 'export default 1;');
  expect(await load()).toEqual([{ name: 'one', value: 1 }]);
});

test.each([
  ['one.ts', 'export default "1";', /one\.ts has no default export that is a number/],
  ['one.ts', 'export const one = 1;', /one\.ts has no default export that is a number/],
  ['samples/data.json', '[]', /samples\/ has no index\.ts: expected one that exports a number/],
])('%s (%s) stops the start by its name', async (path, text, message) => {
  write(path, text);
  await expect(load()).rejects.toThrow(message);
});
