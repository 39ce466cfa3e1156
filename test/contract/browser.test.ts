import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../../src');

/** Packages that work in a browser. */
const known = ['zod', 'liquidjs'];

/** All that a file imports at run time, itself and packages included. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, clause = '', path = ''] of text.matchAll(/^(?:import|export|\}) ?([^;]*?)from '([^']+)';/gms)) {
    if (clause.startsWith('type ')) continue;
    if (path.startsWith('.')) reached(resolve(dirname(file), path), seen);
    else seen.add(path);
  }
  return seen;
}

test('nothing of the contract needs more than a browser has', () => {
  const files = readdirSync(join(src, 'contract'), { recursive: true, encoding: 'utf8' });
  const all = new Set(
    files.filter((name) => name.endsWith('.ts')).flatMap((name) => [...reached(join(src, 'contract', name))]),
  );
  const packages = [...all].filter((path) => !path.startsWith('/'));
  expect(packages.filter((name) => !known.includes(name))).toEqual([]);
  expect(packages).toContain('zod');
  for (const path of all) {
    if (path.startsWith('/')) expect(readFileSync(path, 'utf8'), path).not.toMatch(/\bBuffer\.|\bprocess\./);
  }
});
