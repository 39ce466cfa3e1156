import { describe, expect, it } from 'vitest';
import { errorOfYaml, main, webhookUrl } from './workspace.ts';

const look = (rest: string) => main('looks:', `  errors: { ${rest} }`);

describe('an unknown key is refused with the nearest known one', () => {
  it.each([
    ['at the top', 'store:\n  main:\n', 1, 1, 'store', 'one of stores', 'Did you mean "stores"?'],
    [
      'in a store',
      main('timezone: UTC'),
      3,
      5,
      'stores.main.timezone',
      'one of name, time_zone',
      'Did you mean "time_zone"?',
    ],
    [
      'in a route',
      main('routes:', '  errors:', `    webhook: ${webhookUrl()}`, '    mention_roll: 1'),
      6,
      9,
      'stores.main.routes.errors.mention_roll',
      'one of webhook, channel, application',
      'Did you mean "mention_role"?',
    ],
    [
      'in retention',
      main('retention: { delivred: 1d }'),
      3,
      18,
      'stores.main.retention.delivred',
      'one of delivered, failed',
      'Did you mean "delivered"?',
    ],
    [
      'in a look',
      look('color: "#ff0000"'),
      4,
      17,
      'stores.main.looks.errors.color',
      'one of title, text, icon, colour',
      'Did you mean "colour"?',
    ],
    [
      'in a field',
      look('fields: [{ label: a, form: b, from: type }]'),
      4,
      38,
      'stores.main.looks.errors.fields[0].form',
      'one of label, from, as, inline',
      'Did you mean "from"?',
    ],
    [
      'in an endpoint',
      main('endpoints: [{ name: a, url: "https://example.com", secret: s, event: "*" }]'),
      3,
      67,
      'stores.main.endpoints[0].event',
      'one of name, url, events',
      'Did you mean "events"?',
    ],
    ['like nothing known', main('qqq: 1'), 3, 5, 'stores.main.qqq', 'one of name', 'Correct the key or remove it.'],
  ])('%s', async (_, yaml, line, column, name, expected, cure) => {
    const { problems, message } = await errorOfYaml(yaml);
    expect(problems).toEqual([
      {
        file: 'config/crier.yaml',
        line,
        column,
        what: `${name} is not a known key`,
        expected: expect.stringContaining(expected),
        cure: expect.stringContaining(cure),
      },
    ]);
    expect(message).toContain(`config/crier.yaml:${line}:${column}\n  ${name} is not a known key\n  Expected: `);
  });
});

describe('a wrong key of a route or look is refused', () => {
  it.each([
    ['transaction', 'Did you mean "transactions"?'],
    ['error', 'Did you mean "errors"?'],
    ['Errors', 'Did you mean "errors"?'],
    ['defualt', 'Did you mean "default"?'],
    ['pay*', 'Correct the key.'],
    ['*.completed', 'Correct the key.'],
    ['Payment.Completed', 'Correct the key.'],
    ['payment..x', 'Correct the key.'],
  ])('%s', async (key, cure) => {
    const { problems } = await errorOfYaml(main('routes:', `  "${key}": "${webhookUrl()}"`));
    expect(problems).toMatchObject([
      {
        line: 4,
        column: 7,
        what: expect.stringMatching(/^stores\.main\.routes.* is not a known key$/),
        expected: expect.stringContaining('default, a category (transactions, errors'),
        cure: expect.stringContaining(cure),
      },
    ]);
  });

  it('default has no look', async () => {
    const { problems } = await errorOfYaml(main('looks:', '  Default: { title: x }', '  error: { title: x }'));
    expect(problems).toMatchObject([
      { line: 4, what: 'stores.main.looks.Default is not a known key' },
      { line: 5, what: 'stores.main.looks.error is not a known key', cure: 'Did you mean "errors"? Correct the key.' },
    ]);
  });

  it('a store has a short name in lower case', async () => {
    const { problems } = await errorOfYaml('stores:\n  My Store:\n    name: x\n');
    expect(problems).toMatchObject([
      {
        line: 2,
        column: 3,
        what: 'stores["My Store"] is not a possible name of a store',
        expected: expect.stringContaining('lower-case'),
      },
    ]);
  });
});
