import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../src/destinations/_message');
const files = (step: string) =>
  readdirSync(join(folder, step)).map((name) => ({
    name: `${step}/${name}`,
    text: readFileSync(join(folder, step, name), 'utf8'),
  }));

test('only the first step of rendering knows about privacy and sees an event as it came', () => {
  const wrong = [...files('lay-out'), ...files('fit')].filter(
    ({ text }) =>
      /from '[^']*\/(?:privacy|looks)\//.test(text) ||
      /from '[^']*\/model\/(?:event|store)\.ts'/.test(text) ||
      /\b(?:cleanText|maskSecrets|maskContact|cleanerOf)\b/.test(text),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('no step takes more of an earlier one than the form of what it hands on', () => {
  const wrong = files('lay-out').flatMap(({ name, text }) =>
    [...text.matchAll(/^import (?!type )[^'\n]*'(\.\.\/(?:clean-event|fit)\/[^']+)'/gm)].map(
      ([, from]) => `${name}: ${from}`,
    ),
  );
  expect(wrong).toEqual([]);
  expect(files('clean-event').filter(({ text }) => /'\.\.\/(?:lay-out|fit)\//.test(text))).toEqual([]);
});
