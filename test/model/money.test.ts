import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, compareMoney, formatMoney, formatNumber, subtractMoney } from '../../src/model/money.ts';

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

const eur = (value: string) => ({ value, currency: 'EUR' });

test.each([
  ['0.1', '0.2', '0.3', '-0.1'],
  ['9.99', '0.01', '10.00', '9.98'],
  ['0', '9.9', '9.9', '-9.9'],
  ['1', '0.00000001', '1.00000001', '0.99999999'],
  ['-5', '5.00', '0.00', '-10.00'],
  ['-0.05', '0.02', '-0.03', '-0.07'],
  ['999999999999999.99', '0.01', '1000000000000000.00', '999999999999999.98'],
  ['1500', '250', '1750', '1250'],
])('%s and %s are %s together, and %s apart', (a, b, sum, difference) => {
  expect(addMoney(eur(a), eur(b))).toEqual(eur(sum));
  expect(subtractMoney(eur(a), eur(b))).toEqual(eur(difference));
});

test('amounts are compared by what they are worth, not by how they are written', () => {
  const sorted = ['10', '9.99', '-1', '0.00', '9.990', '100'].map(eur).sort(compareMoney);
  expect(sorted.map(({ value }) => value)).toEqual(['-1', '0.00', '9.99', '9.990', '10', '100']);
  expect(compareMoney(eur('-0.00'), eur('0'))).toBe(0);
});

test('different currencies and what is no number are not added up', () => {
  expect(() => addMoney(eur('1'), { value: '1', currency: 'USD' })).toThrow('EUR and USD');
  expect(() => addMoney(eur('1e3'), eur('1'))).toThrow('"1e3"');
});

test('a sum does not depend on the order, and taking away undoes it', () => {
  const amount = fc
    .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 99_999_999 }))
    .map(([whole, part]) => eur(`${whole}.${String(part).padStart(8, '0')}`));
  fc.assert(
    fc.property(amount, amount, amount, (a, b, c) => {
      const left = addMoney(addMoney(a, b), c);
      const right = addMoney(a, addMoney(b, c));
      return compareMoney(left, right) === 0 && compareMoney(subtractMoney(left, c), addMoney(b, a)) === 0;
    }),
  );
});
