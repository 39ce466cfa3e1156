import { expect, test } from 'vitest';
import { read } from '../../src/cli/api.ts';
import { age, clip, columnsOf, table, when } from '../../src/cli/format.ts';
import { eventSchema } from '../../src/contract/event.ts';

test('a table fits its width: the widest column gives way, the others stay whole', () => {
  const columns = [{ title: 'type', shrinks: true }, { title: 'player', shrinks: true }, { title: 'id' }];
  const id = 'dlv_0123456789';
  const text = table(columns, [{ cells: ['subscription.payment_failed', 'Steve', id] }], 40);
  expect(text).toBe('type              player  id\nsubscription.pa…  Steve   dlv_0123456789');
});

test('wide characters take two columns, and a cell stays on one line', () => {
  expect(columnsOf('さくら')).toBe(6);
  expect(columnsOf('👍🏽')).toBe(2);
  const text = table(
    [{ title: 'player' }, { title: 'id' }],
    [{ cells: ['さくら', '1'] }, { cells: ['a\nb', '2'] }],
    40,
  );
  expect(text).toBe('player  id\nさくら  1\na b     2');
});

test('a text is clipped between characters', () => {
  expect(clip('Steve the Great', 8)).toBe('Steve t…');
  expect(clip('さくら', 5)).toBe('さく…');
});

test('ages are told in one unit', () => {
  expect([0, 59_999, 60_000, 7_200_000, 172_800_000].map(age)).toEqual(['0 s', '59 s', '1 min', '2 h', '2 d']);
  expect(when('2026-01-01T00:00:00Z', Date.UTC(2026, 0, 1, 0, 5))).toBe('5 min ago');
  expect(when('2026-01-01T00:00:30Z', Date.UTC(2026, 0, 1))).toBe('in 30 s');
});

test('what is read from an answer cannot steer the terminal', () => {
  const time = '2026-01-01T00:00:00Z';
  const answer = {
    id: 'evt_1',
    type: 'a.b',
    category: 'errors',
    severity: 'error',
    occurred_at: time,
    accepted_at: time,
    player: { name: 'a\u001b[2Jb\u0007' },
  };
  expect(read(eventSchema, answer).player?.name).toBe('ab');
});
