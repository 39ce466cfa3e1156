import { expect, test } from 'vitest';
import { circleOf } from '../../src/model/route-copies.ts';

const named = (routes: Record<string, string[]>) => (key: string) => routes[key]?.map((to) => ({ to }));

test.each([
  ['none', { a: ['b', 'c'], b: ['c'], c: [] }, undefined],
  ['itself', { a: ['a'] }, ['a', 'a']],
  ['one that leads back', { a: ['b'], b: ['c'], c: ['a'] }, ['a', 'b', 'c', 'a']],
  ['one beside the way', { a: ['b'], b: ['c'], c: ['b'] }, undefined],
])('the circle of a route: %s', (_, routes, circle) => {
  expect(circleOf('a', named(routes))).toEqual(circle);
});

test('each route is looked at once, however many ways lead to it', () => {
  let looks = 0;
  const layer = (number: number) => Array.from({ length: 10 }, (_, index) => ({ to: `${number + 1}.${index}` }));
  const copies = (key: string) => {
    looks += 1;
    const number = key === 'a' ? 0 : Number(key.split('.')[0]);
    return number < 12 ? layer(number) : undefined;
  };
  expect(circleOf('a', copies)).toBeUndefined();
  expect(looks).toBe(121);
});
