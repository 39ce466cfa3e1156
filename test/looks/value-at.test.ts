import { expect, test } from 'vitest';
import { valueAt } from '../../src/looks/value-at.ts';
import { anEvent } from '../helpers/lane-item.ts';

const event = anEvent('payment.completed', 'transactions', {
  amount: { value: '9.99', currency: 'EUR' },
  data: { package: { name: 'Rank' }, items: [{ name: 'Sword' }, {}, 5], 'a b': 1, deep: { er: { still: true } } },
});

test.each([
  ['amount', { value: '9.99', currency: 'EUR' }],
  ['data.package.name', 'Rank'],
  ['data.items[].name', ['Sword', undefined, undefined]],
  ['data.items.1', {}],
  ['data.deep.er.still', true],
  ['data.package[].name', undefined],
  ['data.nothing.at.all', undefined],
  ['data.constructor', undefined],
  ['data.__proto__', undefined],
  ['constructor', undefined],
  ['data.package.name.length', undefined],
])('%s leads to %j', (path, value) => {
  expect(valueAt(event, path)).toEqual(value);
});
