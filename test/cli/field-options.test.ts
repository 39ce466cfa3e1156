import { Command } from 'commander';
import { expect, test } from 'vitest';
import { type CliContext, UsageError } from '../../src/cli/context.ts';
import { fieldOptions, readFields } from '../../src/cli/field-options.ts';
import { endpointFields } from '../../src/contract/endpoint-fields.ts';
import type { Fields } from '../../src/contract/field.ts';
import { routeFields } from '../../src/contract/route.ts';
import { sourceFields } from '../../src/contract/source.ts';

/** The part of the context that options need. */
const context = {
  environment: (name: string) => ({ SECRET: 'whsec_1', LOGIN: 'relay:pass:word' })[name],
  readInput: (file: string) => Promise.resolve(`{"file":"${file}"}`),
} as Pick<CliContext, 'environment' | 'readInput'> as CliContext;

function typed(fields: Fields, ...words: string[]) {
  const command = fieldOptions(new Command().exitOverride().configureOutput({ writeErr: () => {} }), fields);
  command.parse(words, { from: 'user' });
  return readFields(context, fields, command.opts());
}

test.each<[Fields, string[], object]>([
  [routeFields, [], {}],
  [
    routeFields,
    ['--mute', '--mention-role', '1', '--on-uncertain', 'hold'],
    { muted: true, mention_role: '1', on_uncertain: 'hold' },
  ],
  [routeFields, ['--no-mute', '--retry', '1s,5m', '--retry', '1h'], { muted: false, retry: ['1s', '5m', '1h'] }],
  [
    routeFields,
    ['--username', 'none', '--min-severity', 'none', '--retry', 'none'],
    { username: null, min_severity: null, retry: null },
  ],
  [
    endpointFields,
    ['--events', 'payment.*, gifting', '--application', 'web'],
    { events: ['payment.*', 'gifting'], applications: ['web'] },
  ],
  [endpointFields, ['--signature', 'none', '--concurrency', '3'], { signature: 'none', concurrency: 3 }],
  [endpointFields, ['--retry', 'steady'], { retry: 'steady' }],
  [endpointFields, ['--retry', '5s 5m,1h'], { retry: ['5s', '5m', '1h'] }],
  [
    endpointFields,
    ['--secret-env', 'SECRET', '--basic-env', 'LOGIN'],
    { secret: 'whsec_1', basic: { username: 'relay', password: 'pass:word' } },
  ],
  [
    endpointFields,
    ['--body', 'body.json', '--headers', '{"X-A":"b"}'],
    { body: '{"file":"body.json"}', headers: { 'X-A': 'b' } },
  ],
  [
    endpointFields,
    ['--body', 'none', '--headers', 'none', '--keep-failed', 'none'],
    { body: null, headers: null, keep_failed: null },
  ],
  [endpointFields, ['--headers', 'headers.json'], { headers: { file: 'headers.json' } }],
  [sourceFields, ['--keep-old', '--category', 'errors'], { keep_previous: true, category: 'errors' }],
])('%# says what was typed as the API takes it', async (fields, words, said) => {
  expect(await typed(fields, ...words)).toStrictEqual(said);
});

test.each<[Fields, string[], RegExp]>([
  [endpointFields, ['--concurrency', 'many'], /"many" is not a whole number/],
  [endpointFields, ['--secret-env', 'NOWHERE'], /The variable NOWHERE is not set here/],
  [endpointFields, ['--basic-env', 'SECRET'], /holds no user:password/],
  [endpointFields, ['--headers', '{'], /--headers takes a JSON object/],
])('%# is a wrong call', async (fields, words, message) => {
  await expect(typed(fields, ...words)).rejects.toThrow(message);
  await expect(typed(fields, ...words)).rejects.toBeInstanceOf(UsageError);
});

test('words that are none of a few are refused by the command line itself', () => {
  expect(() => typed(routeFields, '--min-severity', 'loud')).toThrow(/Allowed choices are info, success/);
});

test('every field of a route, an endpoint and a source can be typed, those with commands of their own aside', () => {
  const silent = Object.entries({ ...routeFields, ...endpointFields, ...sourceFields }).filter(
    ([, { option }]) => !option,
  );
  expect(silent.map(([key]) => key)).toEqual(['webhook', 'hooks']);
});
