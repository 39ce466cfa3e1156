import { expect, test } from 'vitest';
import { eventInputSchema } from '../../src/model/event.ts';
import { tidyEvent } from '../../src/model/tidy-event.ts';

test.each([
  ['an empty table where an object is expected', { player: [], recipient: [], data: [] }],
  ['an empty table where a list is expected', { fields: {}, links: {} }],
  ['null for what is not there', { player: null, amount: null, title: null, id: null, data: null, fields: null }],
])('%s is as good as nothing', (_what, parts) => {
  expect(tidyEvent({ type: 'player.joined', category: 'processing', ...parts })).toEqual({
    type: 'player.joined',
    category: 'processing',
  });
});

test('a part of a person that is null is left out, and data keeps its nulls', () => {
  const player = { name: 'Steve', id: null, avatar_url: null };
  const tidy = tidyEvent({ type: 'payment.completed', player, data: { coupon: null } });
  expect(tidy).toEqual({ type: 'payment.completed', player: { name: 'Steve' }, data: { coupon: null } });
});

test.each([
  [{ type: 'payment.completed', data: ['VIP'] }, 'data'],
  [{ type: 'payment.completed', fields: { Server: 'Survival' } }, 'fields'],
  [{ type: null }, 'type'],
  [[], ''],
  ['text', ''],
])('what is really wrong stays wrong: %j', (value, path) => {
  const { error } = eventInputSchema.safeParse(tidyEvent(value));
  expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
});
