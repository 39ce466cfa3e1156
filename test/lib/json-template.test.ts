import { describe, expect, test } from 'vitest';
import { compileJsonTemplate, type TemplateNames } from '../../src/lib/json-template.ts';

const names: TemplateNames = {
  type: true,
  title: true,
  description: true,
  player: { name: true, id: true },
  fields: true,
  data: true,
};

const compile = (text: string, examples: readonly object[] = []) => compileJsonTemplate(text, names, examples);

/** What a template that has to be a good one makes of the values. */
function fill(text: string, values: object) {
  const compiled = compile(text);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.template.fill(values);
}

/** What is wrong with a template that has to be a bad one. */
function problemOf(text: string, examples: readonly object[] = []) {
  const compiled = compile(text, examples);
  if (compiled.ok) throw new Error(`${text} was accepted`);
  return compiled;
}

describe('a tag', () => {
  const data = {
    count: 3,
    ratio: 0.5,
    yes: true,
    no: false,
    list: [1, 'a', null],
    object: { a: { b: 'c' } },
    nil: null,
  };

  test.each([
    ['data.count', 3, '3'],
    ['data.ratio', 0.5, '0.5'],
    ['data.yes', true, 'true'],
    ['data.no', false, 'false'],
    ['data.list', [1, 'a', null], '[1,"a",null]'],
    ['data.object', { a: { b: 'c' } }, '{"a":{"b":"c"}}'],
    ['data.nil', null, ''],
    ['data.missing', null, ''],
    ['title', null, ''],
    ['type', 'payment.completed', 'payment.completed'],
  ])('{{ %s }} keeps its kind where it stands alone and is text between quotes', (name, value, text) => {
    const values = { type: 'payment.completed', data };
    const template = `{"value": {{ ${name} }}, "text": "<{{ ${name} }}>", "both": "{{ ${name} }}{{ type }}"}`;
    expect(fill(template, values)).toEqual({
      ok: true,
      value: { value, text: `<${text}>`, both: `${text}payment.completed` },
    });
  });

  test('may be a key, and may be all there is', () => {
    expect(fill('{"{{ type }}": 1}', { type: 'a"b' })).toEqual({ ok: true, value: { 'a"b': 1 } });
    expect(fill('{{ data }}', { data: { a: 1 } })).toEqual({ ok: true, value: { a: 1 } });
  });

  test('knows an escaped quote from one that ends the text', () => {
    const template = '{"a": "said \\"{{ title }}\\"", "b": "ends with \\\\", "c": {{ title }}}';
    expect(fill(template, { title: '"' })).toEqual({ ok: true, value: { a: 'said """', b: 'ends with \\', c: '"' } });
  });

  test('is not misled by quotes in comments', () => {
    const template = '{% comment %} it is 5" {% endcomment %}{"a": {{ title }}{% # and 6" %}, "b": {{ title }}}';
    expect(fill(template, { title: 'x' })).toEqual({ ok: true, value: { a: 'x', b: 'x' } });
  });

  test('may hold its own end in quotes, and may trim', () => {
    expect(fill('["{{- title | append: "}}" -}}"]', { title: '"' })).toEqual({ ok: true, value: ['"}}'] });
  });

  test('is made into JSON once, with or without the filter that says so', () => {
    const template = '[{{ title | json }}, "{{ title | json }}", {{ data | jsonify }}]';
    expect(fill(template, { title: '"', data: { a: 1 } })).toEqual({ ok: true, value: ['"', '"', { a: 1 }] });
  });
});

const hostile = [
  ['quotes', '","admin":true,"x":"'],
  ['a single quote', "it's"],
  ['an end of the object', '"}'],
  ['new lines', 'a\nb\r\nc\u0085d'],
  ['a tab and NUL', '\t\u0000\u0007'],
  ['backslashes', '\\ \\\\ \\" \\u0041 \\'],
  ['a script', '</script><script>alert(1)</script><!--'],
  ['line separators', 'a\u2028b\u2029c'],
  ['a lone high surrogate', 'a\ud800'],
  ['a lone low surrogate', '\udc00b'],
  ['an emoji', '💎👩‍👩‍👧'],
  ['tags', '{{ title }}{% include "/etc/passwd" %}{{'],
  ['replacement patterns', "$& $1 $` $' $$"],
  ['the name of a prototype', '__proto__'],
] as const;

test.each(hostile)('%s come out as they went in, wherever they are put', (_, text) => {
  const template =
    '{"alone": {{ title }}, "quoted": "{{ title }}", "within": "<{{ title }}|{{ data.deep }}>", "whole": {{ data }},' +
    ' "list": [{% for field in fields %}{{ field.name }}, "{{ field.name }}"{% endfor %}]}';
  expect(fill(template, { title: text, data: { deep: text }, fields: [{ name: text }] })).toEqual({
    ok: true,
    value: { alone: text, quoted: text, within: `<${text}|${text}>`, whole: { deep: text }, list: [text, text] },
  });
});

test.each([
  ['{"a":"{{ description, }}"}', { a: '?' }],
  ['{"a":"{{ description, x: }}"}', { a: '?' }],
  ['{"a":"{{ description | json, }}"}', { a: '?' }],
  ['{"a":{{ description, }}}', { a: '?' }],
  ['[{% if data.vip %}"{% endif %}{{ description }}{% if data.vip %}"{% endif %}]', ['?']],
  ['["{% for n in (1..2) %}{{ description }}{% endfor %}"]', ['??']],
])('no way of writing a tag lets a value out: %s', (template, expected) => {
  const description = 'x","admin":true,"y":"';
  const value = JSON.parse(JSON.stringify(expected).replaceAll('?', () => JSON.stringify(description).slice(1, -1)));
  for (const data of [{}, { vip: true }]) expect(fill(template, { description, data })).toEqual({ ok: true, value });
});

test('a tag cannot be made to escape what stands behind it', () => {
  const problem = expect.stringContaining('stands right before a tag');
  expect(fill('{"a":"\\{{ title }}"}', { title: '","b":1,"c":"' })).toEqual({ ok: false, problem });
  expect(fill('{"a":"\\\\{{ title }}"}', { title: '"' })).toEqual({ ok: true, value: { a: '\\"' } });
});

test('what stands for nothing in Liquid is nothing', () => {
  expect(fill('[{{ nil }}, {{ empty }}, "{{ blank }}"]', {})).toEqual({ ok: true, value: [null, null, ''] });
});

test('every pair of UTF-16 units survives both places', () => {
  const units = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)).concat(
    ['\u2028', '\u2029', '\ud83d', '\udc8e', '\ufeff', '\uffff', '\ue000', '\ue001'].flat(),
  );
  const all = units.flatMap((one) => units.map((other) => one + other)).join('');
  expect(fill('["{{ title }}", {{ title }}]', { title: all })).toEqual({ ok: true, value: [all, all] });
});

describe('loops and conditions', () => {
  const list =
    '{"fields": [{% for field in fields %}{"name": {{ field.name }}, "n": {{ forloop.index }}}' +
    '{% unless forloop.last %},{% endunless %}{% endfor %}]}';

  test('a loop makes as many as there are', () => {
    expect(fill(list, { fields: [{ name: 'a"' }, { name: 'b' }] })).toEqual({
      ok: true,
      value: {
        fields: [
          { name: 'a"', n: 1 },
          { name: 'b', n: 2 },
        ],
      },
    });
    expect(fill(list, { fields: [] })).toEqual({ ok: true, value: { fields: [] } });
    expect(fill(list, {})).toEqual({ ok: true, value: { fields: [] } });
  });

  test('a condition chooses, and a missing value is false', () => {
    const template =
      '{ {% if player %}"who": {{ player.name }}{% elsif title %}"what": "{{ title }}"{% else %}"none": true{% endif %} }';
    expect(fill(template, { player: { name: 'Steve' } })).toEqual({ ok: true, value: { who: 'Steve' } });
    expect(fill(template, { title: 'A "title"' })).toEqual({ ok: true, value: { what: 'A "title"' } });
    expect(fill(template, {})).toEqual({ ok: true, value: { none: true } });
  });

  test('case, assign and filters work', () => {
    const template =
      '{% assign name = player.name | default: "nobody" | upcase %}' +
      '{"{% case type %}{% when "a" %}first{% else %}other{% endcase %}": "{{ name }}", "l": {{ title | size }}}';
    expect(fill(template, { type: 'a', title: 'four' })).toEqual({ ok: true, value: { first: 'NOBODY', l: 4 } });
  });

  test('one filling leaves nothing behind for the next', () => {
    const compiled = compile('{% if title %}{% assign kept = title %}{% endif %}[{{ kept }}]');
    if (!compiled.ok) throw new Error(compiled.problem);
    expect(compiled.template.fill({ title: 'first' })).toEqual({ ok: true, value: ['first'] });
    expect(compiled.template.fill({})).toEqual({ ok: true, value: [null] });
  });
});

describe('a mistake', () => {
  test.each([
    ['{"a": {{ titel }}}', 'there is no titel to fill in; did you mean title?', 1, 10],
    ['{\n  "a": 1,\n  "b": "{{ plaier.name }}"\n}', 'no plaier to fill in; did you mean player?', 3, 12],
    ['{"a": "{{ player.nam }}"}', 'no player.nam to fill in; did you mean name?', 1, 18],
    ['{\n"a": {% if titel %}1{% endif %}}', 'no titel to fill in; did you mean title?', 2, 12],
    ['[{{ player.password }}]', 'there is no player.password to fill in; there are name, id', 1, 12],
    ['[{{ wholly_else }}]', 'there are type, title, description, player, fields, data', 1, 5],
  ])('in a name is found, with its place and the likely name: %s', (text, problem, line, column) => {
    expect(problemOf(text)).toMatchObject({ problem: expect.stringContaining(problem), line, column });
  });

  test.each([
    ['an unknown tag', '{"a":\n  {% nope %}}', /"nope" not found/, 2, 3],
    ['an unknown filter', '{"a":\n "{{ title | nope }}"}', /undefined filter: nope/, 2, 3],
    ['a tag that is not closed', '[\n\n{{ title ]', /not closed/, 3, 1],
    ['a condition that is not closed', '[\n{% if title %}1]', /if title .*not closed/, 2, 1],
  ])('%s is found, with its place', (_, text, problem, line, column) => {
    expect(problemOf(text)).toMatchObject({ problem: expect.stringMatching(problem), line, column });
  });

  test('in a name that every object has is a mistake too', () => {
    for (const name of ['constructor', 'toString', 'player.constructor', '__proto__.__proto__.x'])
      expect(problemOf(`[{{ ${name} }}]`).problem).toContain(
        `there is no ${name.replace('.__proto__.x', '')} to fill in`,
      );
  });

  test('in a long list of tags has the place where it stands', () => {
    const good = '{{ title }}, '.repeat(1_000);
    expect(compile(`[${good} 1]`)).toMatchObject({ ok: true });
    expect(problemOf(`[${good}\n {{ titel }}]`)).toMatchObject({ line: 2, column: 5 });
  });
});

describe('a template that gives no JSON', () => {
  test.each([
    ['a comma too many', '{\n  "a": {{ title }},\n}', 3, 1],
    ['a comma too few', '{\n  "a": "{{ title }}"\n  "b": 1\n}', 3, 3],
    ['a comma too few, after a loop', '[{% for f in fields %}{{ f.name }},{% endfor %}1\n2]', 2, 1],
    ['single quotes', "{\n 'a': 1}", 2, 2],
    ['nothing behind a colon', '{\n "a": ,\n "b": 1\n}', 2, 7],
    ['a word', '{"a": {{ title }}, "b": truly}', 1, 28],
    ['a value where none can stand', '{"a": 1\n  {{ title }}}', 2, 3],
    ['an end that is missing', '{\n"a": {{ title }}', 2, 17],
    ['a quote that is missing', '{"a": "{{ title }}', 1, 19],
  ])('is refused with its place: %s', (_, text, line, column) => {
    const values = { title: 'a title\nof two lines', fields: [{ name: 'a, "b"' }, { name: 'c' }] };
    const problem = expect.stringContaining('it does not give valid JSON');
    expect(problemOf(text, [values])).toMatchObject({ problem, line, column });
  });

  test.each(['', '  \n', 'hello {{ title }}', '{{ title }} and {{ title }}', '{"a": tru}', '{"a": }', '// no\n{}'])(
    'is refused: "%s"',
    (text) => {
      expect(problemOf(text, [{ title: 'x' }]).problem).toContain('it does not give valid JSON');
    },
  );

  test('is refused where only one of the examples shows it', () => {
    const text = '{ {% if title %}"a": 1{% endif %} "b": 2 }';
    expect(compile(text, [{}])).toMatchObject({ ok: true });
    expect(problemOf(text, [{}, { title: 'x' }]).problem).toContain('valid JSON');
  });

  test('says so when it is filled, if no example did', () => {
    const problem = expect.stringContaining('it does not give valid JSON');
    expect(fill('{ {% if title %}"a": 1{% endif %} "b": 2 }', { title: 'x' })).toEqual({ ok: false, problem });
  });
});

describe('no harm is done by', () => {
  test.each([
    ['an endless range', '[{% for i in (1..1000000000) %}1,{% endfor %}1]', /memory/],
    ['loops in loops', '[{% for i in (1..9000) %}{% for j in (1..9000) %}{% endfor %}{% endfor %}1]', /limit exceeded/],
    [
      'text that doubles',
      '{% assign x = type %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}1',
      /memory/,
    ],
    [
      'lists that double',
      '{% assign x = fields %}{% for i in (1..60) %}{% assign x = x | concat: x %}{% endfor %}1',
      /memory/,
    ],
    [
      'lists that hold each other',
      '[{% assign a = fields %}{% for i in (1..24) %}{% assign a = a | push: a %}{% endfor %}{{ a }}]',
      /longer than 262144/,
    ],
    ['lists within lists', `${'['.repeat(9_000)}${']'.repeat(9_000)}`, /more than 100 deep/],
    ['a date of many digits', '["{{ "2026-01-01" | date: "%999999999d" }}"]', /memory/],
    ['a long result', '["{% for i in (1..900) %}{{ title }}{% endfor %}"]', /longer than 262144/],
  ])('%s: it ends soon, with a sentence', (_, text, problem) => {
    const compiled = compile(text);
    if (!compiled.ok) throw new Error(compiled.problem);
    const start = performance.now();
    const filled = compiled.template.fill({ type: 'payment', title: 'x'.repeat(1_000), fields: [{ name: 'a' }] });
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(filled).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  test('a long template: 20,000 characters are read, one more is not', () => {
    const ofLength = (length: number) => `["${'x'.repeat(length - 4)}"]`;
    expect(compile(ofLength(20_000))).toMatchObject({ ok: true });
    expect(problemOf(ofLength(20_001)).problem).toBe('it is longer than 20000 characters');
  });

  test.each(['include', 'render', 'layout', 'block', 'liquid', 'echo', 'capture', 'cycle', 'tablerow', 'increment'])(
    'the tag %s: there is none',
    (tag) => {
      expect(problemOf(`[{% ${tag} "/etc/passwd" %}]`)).toMatchObject({ problem: `tag "${tag}" not found`, line: 1 });
    },
  );

  test('a filter that would undo the quoting', () => {
    expect(problemOf('["{{ title | raw }}"]').problem).toBe('undefined filter: raw');
  });

  test.each([
    'data.constructor',
    'data.constructor.name',
    'data.__proto__',
    'data.__proto__.constructor.name',
    'data["__proto__"]',
    'data.toString',
    'data.hasOwnProperty.name',
    'title.constructor.name',
    'title.replaceAll.name',
    'fields.constructor.name',
    'fields.push.name',
    'fields[0].constructor.name',
  ])('a look at prototypes: %s is nothing', (name) => {
    expect(fill(`[{{ ${name} }}, "{{ ${name} }}"]`, { data: {}, title: 'x', fields: [{}] })).toEqual({
      ok: true,
      value: [null, ''],
    });
  });

  test('what was put on a prototype from elsewhere', () => {
    class Data {
      get secret(): string {
        return 'of the prototype';
      }
    }
    expect(fill('[{{ data.secret }}]', { data: new Data() })).toEqual({ ok: true, value: [null] });
  });

  test('a key of the name __proto__, which is a key like any other', () => {
    const filled = fill('{"__proto__": {"isAdmin": {{ title }}}}', { title: true });
    expect(filled.ok && Object.keys(filled.value as object)).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });
});
