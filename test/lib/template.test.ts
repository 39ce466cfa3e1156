import { expect, test } from 'vitest';
import { fillTemplate, isTemplate, templatePaths, templateProblem } from '../../src/lib/template.ts';

const event = {
  player: { name: 'Steve' },
  amount: { value: '9.99', currency: 'EUR' },
  fields: { 'Game server': 'Survival' },
};

const filled = (template: string, scope: object = event) =>
  fillTemplate(template, scope)
    ?.map((part) => ('own' in part ? part.own : `<${part.value ?? ''}>`))
    .join('');

test.each([
  ['Thanks, {{ player.name }}!', 'Thanks, <Steve>!'],
  ['{{ amount.value }} {{ amount.currency }}', '<9.99> <EUR>'],
  ['{{ fields["Game server"] | upcase }}', '<SURVIVAL>'],
  ['{% if recipient %}for {{ recipient.name }}{% else %}for oneself{% endif %}', 'for oneself'],
  ['[{{ nothing.at.all }}]', '[<>]'],
  ['{{ nothing | default: "somebody" }}', '<somebody>'],
])('%s', (template, text) => {
  expect(isTemplate(template)).toBe(true);
  expect(templateProblem(template)).toBeUndefined();
  expect(filled(template)).toBe(text);
});

test('plain text is no template', () => {
  expect(isTemplate('New purchase {a} 50 %')).toBe(false);
});

test.each([
  '{{ player.name',
  '{% if %}',
  '{% nonsense %}',
  '{{ a | no_such_filter }}{% endif %}',
  '{% render "./x" %}',
  'x'.repeat(3_000),
])('%s: what is wrong is said, and nothing is thrown', (template) => {
  expect(templateProblem(template)).toEqual(expect.any(String));
  expect(fillTemplate(template, event)).toBeUndefined();
});

test('nothing of the prototype, and no endless work', () => {
  expect(filled('{{ player.constructor }}{{ player.__proto__ }}{{ toString }}')).toBe('<><><>');
  const startedAt = performance.now();
  expect(fillTemplate('{% for i in (1..3000000) %}x{% endfor %}', event)).toBeUndefined();
  expect(
    fillTemplate('{% assign a = "x" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}', event),
  ).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('a value is told from what the writer of the template wrote, by whatever way it comes', () => {
  const mine = '\uE0000\uE001';
  const scope = { name: mine, list: ['a'], x: '*' };
  expect(fillTemplate('*{{ name }}*', scope)).toEqual([{ own: '*' }, { tag: 'name', value: mine }, { own: '*' }]);
  expect(
    filled('{% echo x %}{% cycle x %}{% liquid echo x %}{% for a in list %}{{ a | append: x }}{% endfor %}', scope),
  ).toBe('<*><*><*><a*>');
  expect(templateProblem('{% capture a %}{{ x }}{% endcapture %}{{ a }}')).toMatch(/capture/);
  expect(templateProblem(mine)).toMatch(/private use/);
});

test('a template tells which values it asks for', () => {
  expect(
    templatePaths('{{ player.name }}{% for item in data.items %}{{ item.x }}{% endfor %}{{ fields["A b"] }}'),
  ).toEqual([
    ['player', 'name'],
    ['data', 'items'],
    ['fields', 'A b'],
  ]);
});
