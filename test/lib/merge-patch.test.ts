import { expect, it } from 'vitest';
import { mergePatch } from '../../src/lib/merge-patch.ts';

interface Thing {
  a: number;
  b?: string;
  c?: readonly number[];
}

it('changes what is named, takes away what is null, and leaves the rest', () => {
  const before: Thing = { a: 1, b: 'x' };
  expect(mergePatch(before, {})).toStrictEqual(before);
  expect(mergePatch(before, { a: 2, c: [1] })).toStrictEqual({ a: 2, b: 'x', c: [1] });
  expect(mergePatch(before, { b: null, c: null })).toStrictEqual({ a: 1 });
  expect(mergePatch(before, { a: undefined, b: undefined })).toStrictEqual(before);
  expect(before).toStrictEqual({ a: 1, b: 'x' });
});
