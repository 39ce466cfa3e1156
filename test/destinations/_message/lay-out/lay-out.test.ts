import { describe, expect, test } from 'vitest';
import { cleanEvent } from '../../../../src/destinations/_message/clean-event/clean-event.ts';
import { layOut } from '../../../../src/destinations/_message/lay-out/lay-out.ts';
import type { Event } from '../../../../src/model/event.ts';
import type { LookField } from '../../../../src/model/look.ts';
import type { Store } from '../../../../src/model/store.ts';
import { anEvent, frostvale } from '../../../helpers/lane-item.ts';

const layoutOf = (parts: Partial<Event>, own: Partial<Store> = {}) =>
  layOut(cleanEvent(anEvent('job.done', 'processing', parts), { ...frostvale, ...own }));
const fieldsOf = (parts: Partial<Event>, fields?: readonly LookField[]) =>
  layoutOf(parts, fields === undefined ? {} : { looks: { '*': { fields } } }).fields.map(
    ({ name, value }) => `${name}: ${value.markdown}`,
  );

test('each text is harmless where it stands, whatever length it has', () => {
  const text = `@everyone **x** ${'y'.repeat(9000)}`;
  const layout = layoutOf({
    title: text,
    player: { name: text },
    description: text,
    application: text,
    links: [{ label: text, url: 'https://example.com/' }],
  });
  expect(layout.title).toMatch(/^\S+ @\u200beveryone ∗∗x∗∗ y{9000}$/u);
  expect(layout.author?.name).toMatch(/^@\u200beveryone \*\*x\*\* y{9000}$/);
  expect(layout.footer[1]).toMatch(/^@\u200beveryone \*\*x\*\* y{9000}$/);
  expect(layout.buttons[0]?.label).toMatch(/^@\u200beveryone \*\*x\*\* y{9000}$/);
  expect(layout.description).toEqual({ lead: '', text, own: undefined, code: '' });
});

describe('a value is written', () => {
  test.each([
    ['amount', '1234.5', '**€1,234.50**'],
    ['amount', { value: '5', currency: 'nonsense' }, '**5**'],
    ['number', '18400', '18,400'],
    ['duration', 12_400, '12 seconds'],
    ['time', '2026-10-14', '<t:1791936000:D> (<t:1791936000:R>)'],
    ['code', 'a `b`\nc', '`a ˋbˋ c`'],
    ['code-block', 'a\nb', '```\na\nb\n```'],
    ['list', ['*', 'b'], '\\*\nb'],
    ['list', Array.from({ length: 12 }, (_each, index) => `item${index}`), /^item0\n[\s\S]*\nitem9\n… and 2 more$/],
    ['person', { name: 'Mira\nStone' }, 'Mira Stone'],
    ['text', '_a_', '\\_a\\_'],
  ] as const)('as %s: %j', (as, value, expected) => {
    const [field] = fieldsOf({ data: { took_ms: value } }, [{ label: 'Value', from: 'data.took_ms', as }]);
    if (typeof expected === 'string') expect(field).toBe(`Value: ${expected}`);
    else expect(field?.slice('Value: '.length)).toMatch(expected);
  });
});

describe('nothing is said twice', () => {
  test('what the look wants without a form of its own, where its text stands elsewhere', () => {
    const parts = { type: 'payment.failed', player: { name: 'Mira' }, application: 'a' };
    expect(fieldsOf({ ...parts, data: { reason: 'Mira', code: 'Mira' } })).toEqual(['Code: `Mira`']);
    expect(fieldsOf({ ...parts, data: { reason: 'a' } })).toEqual(['Reason: a']);
  });

  test('but all that the store listed', () => {
    const fields: LookField[] = [
      { label: 'Who', from: 'data.who' },
      { label: 'Again', from: 'data.who' },
    ];
    expect(fieldsOf({ player: { name: 'Mira' }, data: { who: 'Mira' } }, fields)).toEqual(['Who: Mira', 'Again: Mira']);
  });

  test('the id of a player who is named by it', () => {
    expect(fieldsOf({ player: { name: '42', id: '42' } })).toEqual([]);
  });

  test('a field of the sender, where both its label and its text are there', () => {
    const fields = [
      { name: 'Season', value: 'Winter' },
      { name: 'season', value: 'Winter' },
      { name: 'Weather', value: 'Winter' },
    ];
    expect(fieldsOf({ fields })).toEqual(['Season: Winter', 'Weather: Winter']);
  });

  test('what the data tells, where its label or its text is there', () => {
    const fields = [{ name: 'Season', value: 'Winter' }];
    expect(fieldsOf({ fields, data: { season: 'Summer', weather: 'Winter', mood: 'fine' } })).toEqual([
      'Season: Winter',
      'Mood: fine',
    ]);
  });
});

test('of what the data tells nine fields are shown, each of at most 200 characters', () => {
  const data = Object.fromEntries(
    Array.from({ length: 20 }, (_each, index) => [`key${index}`, `${index}`.repeat(300)]),
  );
  const { fields } = layoutOf({ data });
  expect(fields).toHaveLength(9);
  expect(fields.map(({ value }) => [value.markdown.length, value.isCut])).toEqual(Array(9).fill([200, true]));
});
