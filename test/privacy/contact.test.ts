import { expect, test } from 'vitest';
import { maskContact } from '../../src/privacy/contact.ts';

test.each([
  ['Mail mira.stone+shop@mail.example.co.uk now', 'Mail (e-mail hidden) now'],
  ['<mira@example.com>, (kai@example.com).', '<(e-mail hidden)>, ((e-mail hidden)).'],
  ['from 203.0.113.24:25565.', 'from (IP hidden):25565.'],
  ['from 2001:db8::1 and ::ffff:203.0.113.24', 'from (IP hidden) and (IP hidden)'],
  ['müller@bücher.example', '(e-mail hidden)'],
])('addresses go: %s', (text, masked) => {
  expect(maskContact(text)).toBe(masked);
});

test.each([
  '@Mira hello',
  'at 12:30:45',
  'v1.20.4',
  '1.2.3',
  'std::vector<int>',
  'a@b',
  '3 @ 4.50',
  '256.1.1.1',
  'aa:bb:cc:dd:ee:ff',
])('"%s" stays', (text) => {
  expect(maskContact(text)).toBe(text);
});

test.each(['a@', '@', 'a@b.', '1.', '::', 'a:', 'f'])('is quick on 100,000 characters of "%s"', (unit) => {
  const start = performance.now();
  maskContact(unit.repeat(100_000 / unit.length));
  expect(performance.now() - start).toBeLessThan(250);
});
