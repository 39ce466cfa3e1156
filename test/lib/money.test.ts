import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMoney, formatNumber } from '../../src/lib/money.ts';

test.each([
  ['9.99', 'EUR', 'en-GB', '€9.99'],
  ['9.99', 'EUR', 'de-DE', '9,99\u00a0€'],
  ['1234567.5', 'USD', 'en-US', '$1,234,567.50'],
  ['1500', 'JPY', 'en-GB', 'JP¥1,500'],
  ['1.234', 'KWD', 'en-GB', 'KWD\u00a01.234'],
  ['5', 'KWD', 'en-GB', 'KWD\u00a05.000'],
  ['-5', 'GBP', 'en-GB', '-£5.00'],
  ['-0.00', 'GBP', 'en-GB', '£0.00'],
  ['9.99', 'XYZ', 'en-GB', 'XYZ\u00a09.99'],
])('%s %s in %s is %s', (value, currency, locale, written) => {
  expect(formatMoney({ value, currency }, locale)).toBe(written);
});

test('no digit is lost to floating point', () => {
  expect(formatMoney({ value: '999999999999999.12345678', currency: 'EUR' }, 'en-GB')).toBe(
    '€999,999,999,999,999.12345678',
  );
  expect(formatMoney({ value: '0.1', currency: 'EUR' }, 'en-GB')).toBe('€0.10');
});

test('a code that is none, a value that is none and a locale that is none do not throw', () => {
  expect(formatMoney({ value: '5', currency: 'coins' }, 'en-GB')).toBe('5 coins');
  expect(formatMoney({ value: '5', currency: '' }, 'en-GB')).toBe('5');
  expect(formatMoney({ value: 'free', currency: 'EUR' }, 'en-GB')).toBe('free EUR');
  expect(formatMoney({ value: '9.99', currency: 'EUR' }, 'no such locale')).toBe('€9.99');
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      (value, currency, locale) => formatMoney({ value, currency }, locale) !== undefined,
    ),
  );
});

test('numbers get separators', () => {
  expect(formatNumber('1250', 'en-GB')).toBe('1,250');
  expect(formatNumber('many', 'en-GB')).toBe('many');
});
