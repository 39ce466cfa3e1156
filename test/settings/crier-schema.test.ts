import { describe, expect, it } from 'vitest';
import { errorOfYaml, main, webhookUrl } from './workspace.ts';

const route = (rest: string) => main('routes:', `  errors: { webhook: "${webhookUrl()}", ${rest} }`);
const endpoint = (rest: string) =>
  main('endpoints:', `  - { name: own, url: "https://example.com/x", secret: s, ${rest} }`);
const look = (rest: string) => main('looks:', `  errors: { ${rest} }`);

describe('a wrong value is refused with what was expected', () => {
  it.each([
    [main('name: 5'), 'name is not text', 'text of 1 to 80 characters', 'Put the value into quotes.'],
    [main('name: ""'), 'name is empty', 'text of 1 to 80 characters', 'Write a text of that length'],
    [main(`name: ${'x'.repeat(81)}`), 'name is too long', 'text of 1 to 80 characters', 'Write a text of that length'],
    [main('name:'), 'name has no value', 'text of 1 to 80', 'Write the value behind the colon'],
    [main('time_zone: Europe/Berln'), 'time_zone is not a time zone', 'Europe/Berlin', 'Did you mean "Europe/Berlin"?'],
    [main('time_zone: berlin'), 'time_zone is not a time zone', 'IANA', 'Did you mean "Europe/Berlin"?'],
    [main('time_zone: "+02:00"'), 'time_zone is not a time zone', 'IANA', 'list_of_tz'],
    [main('locale: en_GB'), 'locale is not a locale', 'BCP 47', 'Write a dash instead of _.'],
    [main('locale: english'), 'locale is not a locale', 'BCP 47', 'a language and a country'],
    [main('locale: ""'), 'locale is not a locale', 'BCP 47', 'a language and a country'],
    [main('currency: eur'), 'currency is not a currency', 'ISO 4217', 'Did you mean "EUR"?'],
    [main('currency: €'), 'currency is not a currency', 'ISO 4217', 'three capital letters'],
    [main('show_contact: "yes"'), 'show_contact is neither true nor false', 'true or false', 'without quotes'],
    [main('retention: { delivered: 90 }'), 'retention.delivered is not a duration', '90d', 'a number and a unit'],
    [main('retention: { failed: 0d }'), 'retention.failed is not a duration', '90d', 'a number and a unit'],
    [main('retention: 90d'), 'retention is not a block of keys', 'keys with values', 'config/crier.example.yaml'],
    [main('routes: x'), 'routes is not a block of keys', 'keys with values', 'config/crier.example.yaml'],
    [main('routes: { errors: 5 }'), 'routes.errors is not a block of keys', 'keys with values', 'example.yaml'],
    [main('routes: { errors: }'), 'routes.errors has no value', 'keys with values', 'behind the colon'],
    [
      main(`routes: { errors: { webhook: "${webhookUrl()}", channel: "987654321098765432" } }`),
      'routes.errors has both webhook and channel',
      'exactly one of the two',
      'Remove one of them.',
    ],
    [
      main('routes: { errors: { copies: [{ to: error }] } }'),
      'routes.errors.copies has an entry (number 1) that is not a known key',
      'default, a category',
      'Did you mean "errors"?',
    ],
    [
      main(
        'routes: { errors: { copies: [loyalty] }, loyalty: { copies: [{ to: gifting }] }, gifting: { copies: errors } }',
      ),
      'routes.errors.copies leads back to where it began: errors → loyalty → gifting → errors',
      'routes that do not copy to this one',
      'Take one of the copies out.',
    ],
    [
      main('routes: { errors: { channel: "#errors" } }'),
      'routes.errors.channel is not an id of Discord',
      'the id of the channel: 17 to 20 digits',
      'Copy ID',
    ],
    [
      main('routes: { errors: "123456789012345678" }'),
      'routes.errors.webhook is not a Discord webhook URL: it is an id alone',
      '<id>/<token>',
      'Copy the whole URL',
    ],
    [main('routes: { errors: { webhook: 5 } }'), 'routes.errors.webhook is not a URL', '<id>/<token>', 'into quotes'],
    [main('endpoints: {}'), 'endpoints is not a list', 'a list', 'example.yaml'],
    [
      main('endpoints:', '  - { url: "https://example.com", secret: s }'),
      'endpoints[0].name is missing',
      '',
      'Add it.',
    ],
    [main('endpoints:', '  - { name: own, url: x, secret: s }'), 'endpoints[0].url is not a URL', 'https', 'https://'],
    [
      main('endpoints:', '  - { name: own, url: "https://example.com" }'),
      'endpoints[0] has no secret to sign with',
      'signature: none',
      'openssl rand',
    ],
    [
      main('endpoints:', ...Array(2).fill('  - { name: own, url: "https://example.com", secret: s }')),
      'endpoints[1].name is the name of two endpoints',
      'a name of its own',
      'another name',
    ],
    [endpoint('events: [transaktions!]'), 'endpoints[0].events has something in it', 'a category', '"rewards.*"'],
    [endpoint('retry: often'), 'endpoints[0].retry is not', 'standard, quick, steady', ''],
    [endpoint('concurrency: 0'), 'endpoints[0].concurrency is not', '1 to 100', 'whole number'],
    [endpoint('keep_failed: 7'), 'endpoints[0].keep_failed is not a duration', '90d', 'unit'],
    [endpoint('signature: sha1'), 'endpoints[0].signature is not one', 'standard, plain, both, none', 'one of these'],
    [endpoint('header: { X-A: b }'), 'endpoints[0].header is not', '', 'Did you mean "headers"?'],
    [
      endpoint('basic: { user: a, username: b, password: c }'),
      'endpoints[0].basic.user is not',
      '',
      'Did you mean "username"?',
    ],
    [route('application: ""'), 'routes.errors.application is empty', '1 to 100', 'Write a text'],
    [
      route('min_severity: warn'),
      'routes.errors.min_severity is not one of the known words',
      'info, success, warning',
      'Did you mean "warning"?',
    ],
    [route('muted: 1'), 'routes.errors.muted is neither true nor false', 'true or false', 'without quotes'],
    [
      route('mention_role: "@admins"'),
      'routes.errors.mention_role is a mention, not an id',
      '17 to 20 digits',
      'Copy ID',
    ],
    [
      route('mention_role: 12345'),
      'routes.errors.mention_role is not an id of Discord',
      '17 to 20 digits',
      'Developer Mode',
    ],
    [
      route(`username: ${'x'.repeat(81)}`),
      'routes.errors.username is not a name of 1 to 80',
      '1 to 80',
      'shorter name',
    ],
    [route('username: "  "'), 'routes.errors.username is not a name of 1 to 80', '1 to 80', 'shorter name'],
    [
      route('username: My Discord Shop'),
      'routes.errors.username is a name that Discord refuses',
      'without "discord"',
      'Choose another',
    ],
    [route('avatar_url: frost.png'), 'routes.errors.avatar_url is not a URL', 'http or https', 'with https://'],
    [
      route('on_uncertain: retry'),
      'routes.errors.on_uncertain is not one of the known words',
      'resend, hold',
      'one of these',
    ],
    [route('retry: 5'), 'routes.errors.retry is not a list of delays', '5 x 300s', 'Give each delay a unit'],
    [
      route('retry: [1s, 5]'),
      'routes.errors.retry is not a list of delays',
      '[0, 1s, 5s, 25s]',
      'Give each delay a unit',
    ],
    [route('retry: 101 x 1s'), 'routes.errors.retry is not a list of delays', 'at most 100', 'Give each delay'],
    [look('title: ""'), 'looks.errors.title is empty', '1 to 256', 'Write a text'],
    [look('icon: 5'), 'looks.errors.icon is not text', 'one emoji', 'into quotes'],
    [look('colour: red'), 'looks.errors.colour is not a colour', '"#rrggbb" in quotes', '"#2ecc71"'],
    [look('colour: 16777216'), 'looks.errors.colour is not a colour', '0 to 16777215', '"#2ecc71"'],
    [
      main('looks:', '  errors:', '    colour: #ff0000'),
      'looks.errors.colour has no value',
      '"#rrggbb" in quotes',
      'in quotes if it begins with #',
    ],
    [look('hide: amount'), 'looks.errors.hide is not such a list', 'a list of at most 50', 'in brackets'],
    [
      look('hide: [amount, 5]'),
      'looks.errors.hide has an entry (number 2) that is not text',
      '1 to 200',
      'into quotes',
    ],
    [look('fields: amount'), 'looks.errors.fields is not a list', 'lines that begin with -', 'example.yaml'],
    [
      look('fields: [{ label: a, from: [] , as: txt}]'),
      'looks.errors.fields[0].as is not one of',
      'text, amount',
      'Did you mean "text"?',
    ],
    [look('fields: [{ label: A }]'), 'looks.errors.fields[0].from is missing', '1 to 200', 'Add it.'],
    ['- main\n', 'the file is not a block of keys', 'keys with values', 'config/crier.example.yaml'],
    ['main\n', 'the file is not a block of keys', 'keys with values', 'config/crier.example.yaml'],
  ])('%j', async (yaml, what, expected, cure) => {
    const { problems, message } = await errorOfYaml(yaml);
    const full = what.startsWith('the file') ? what : `stores.main.${what}`;
    const problem = problems.find((candidate) => candidate.what.startsWith(full));
    expect(problem, message).toMatchObject({
      file: 'config/crier.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
    expect(problem?.expected).toContain(expected);
    expect(problem?.cure.toLowerCase()).toContain(cure.toLowerCase());
    expect(problems).toHaveLength(1);
    expect(message).not.toContain('SECRETtoken');
  });

  it('at the place of the value', async () => {
    const { problems } = await errorOfYaml(
      main('name: Frostvale', 'currency: euro', 'routes:', '  a.b:', '    muted: 5'),
    );
    expect(problems).toMatchObject([
      { line: 4, column: 15 },
      { line: 7, column: 16 },
    ]);
  });
});
