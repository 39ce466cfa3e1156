import { describe, expect, it } from 'vitest';
import { errorOfYaml, main, webhookUrl } from './workspace.ts';

describe('the syntax', () => {
  it.each([
    ['a tab', 'stores:\n\tmain:\n', 2, 1, 'the line is indented with a tab', 'spaces', 'Replace the tab'],
    [
      'a missing quote',
      'stores:\n  main:\n    name: "Frost\n    locale: en-GB\n',
      3,
      11,
      'a quote is missing',
      'the same quote at both ends',
      'Close the quote',
    ],
    [
      'a missing single quote',
      "stores:\n  main:\n    name: 'Frost\n    locale: en-GB\n",
      3,
      11,
      'a quote is missing',
      'the same quote at both ends',
      'Close the quote',
    ],
    [
      'a missing quote before others',
      'stores:\n  main:\n    name: "Frost\n    locale: "en-GB"\n',
      3,
      11,
      'a quote is missing',
      'the same quote',
      'Close the quote',
    ],
    [
      'text behind a quote',
      'stores:\n  main:\n    name: "Frost" vale\n',
      3,
      19,
      'does not belong',
      'a key, a colon',
      'too many',
    ],
    [
      'a missing space',
      'stores:\n  main:\n    name:Frost\n    locale: en-GB\n',
      3,
      5,
      'the line is not a key with a value',
      'a colon and a space',
      'behind the key',
    ],
    [
      'a colon in a value',
      'stores:\n  main:\n    name: Frost: vale\n',
      3,
      11,
      'the lines do not fit together',
      'a key, a colon',
      'belongs into quotes',
    ],
    [
      'a shifted line',
      'stores:\n  main:\n    name: Frost\n   locale: en-GB\n',
      4,
      1,
      'further left or right',
      'the same column',
      'Indent the line',
    ],
    [
      'a missing bracket',
      'stores: { main: { name: Frost }\na: 1\n',
      2,
      1,
      'a comma or a closing bracket is missing',
      'a comma between',
      'brackets and commas',
    ],
    [
      'a reserved sign',
      'stores:\n  main:\n    name: @frost\n',
      3,
      11,
      'a meaning of its own',
      'quotes',
      'Put the value into quotes',
    ],
    [
      'a bare reference in braces',
      `stores: { main: { name: \${X} } }\n`,
      1,
      26,
      'does not belong',
      'a key, a colon',
      'belongs into quotes',
    ],
    [
      'an unknown alias',
      'stores:\n  main:\n    name: *Frost*\n',
      3,
      11,
      'begins with *',
      'quotes',
      'Put the value into quotes',
    ],
    [
      'an unknown tag',
      'stores:\n  main:\n    name: !Frost x\n',
      3,
      11,
      'uses &, * or !',
      'plain keys',
      'put it into quotes',
    ],
    [
      'a lone backslash',
      'stores:\n  main:\n    name: "a\\qb"\n',
      3,
      13,
      'a \\ in double quotes',
      'backslash',
      'single quotes',
    ],
    [
      'a second document',
      'stores:\n---\nstores:\n',
      2,
      1,
      'a second document begins',
      'one document',
      'Remove the line',
    ],
    [
      'a list as a key',
      'stores:\n  main:\n    ? [a, b]\n    : c\n',
      3,
      7,
      'the key is a list or a block',
      'a word',
      'as text',
    ],
    [
      'a duplicate key',
      'stores:\n  main:\n    name: A\n    name: B\n',
      4,
      5,
      'the key stands twice',
      'each key once',
      'Remove or rename',
    ],
    [
      'a duplicate route',
      `stores:\n  main:\n    routes:\n      errors: ${webhookUrl()}\n      errors: ${webhookUrl()}\n`,
      5,
      7,
      'the key stands twice',
      'each key once',
      'Remove or rename',
    ],
    [
      'a key of the prototype',
      'stores:\n  main:\n    __proto__: { name: x }\n',
      3,
      5,
      'the key is',
      'a word',
      'as text',
    ],
  ])('with %s is refused in plain words', async (_, yaml, line, column, what, expected, cure) => {
    const { problems, message } = await errorOfYaml(yaml);
    expect(problems).toEqual([
      {
        file: 'config/crier.yaml',
        line,
        column,
        what: expect.stringContaining(what),
        expected: expect.stringContaining(expected),
        cure: expect.stringContaining(cure),
      },
    ]);
    expect(message).toContain(`config/crier.yaml:${line}:${column}\n`);
    // The cure itself says "name: Frostvale".
    expect(message).not.toMatch(/Frost(?!vale)/);
  });

  it('and a duplicate key does not hide the other problems', async () => {
    const { problems } = await errorOfYaml(main('name: A', 'name: B', 'currency: euro'));
    expect(problems).toMatchObject([{ line: 4 }, { line: 5, what: 'stores.main.currency is not a currency' }]);
  });
});
