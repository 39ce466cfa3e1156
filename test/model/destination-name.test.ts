import { expect, test } from 'vitest';
import { destinationName } from '../../src/model/destination-name.ts';

const label = 'discord.com/…/…6789/••••';

test.each([
  ['the name that its owner gave it', { name: 'billing', facts: { name: 'Sales' }, label }, 'billing'],
  ['the one it has in Discord', { facts: { name: 'Sales' }, label }, 'Sales'],
  ['its label where it has no name', { facts: {}, label }, label],
  ['the name that the API shows', { name: 'Sales', label }, 'Sales'],
  ['its label where the API shows none', { name: null, label }, label],
])('is called by %s', (_, destination, name) => {
  expect(destinationName(destination)).toBe(name);
});
