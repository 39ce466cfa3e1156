import { expect, test } from 'vitest';
import { chosenPlaceErrorCodes, errorCodes } from '../../../src/discord/traffic/error-codes.ts';
import { formErrors, readAnswer } from '../../../src/discord/traffic/read-answer.ts';

const blockedMs = 300_000;

const read = (status: number, body: unknown = '', headers: Record<string, string> = {}) =>
  readAnswer({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, blockedMs);

/** A form error of Discord's at a path such as `embeds.3.title`. */
function formError(path: string, message = 'Must be 256 or fewer in length.', code = 50_035) {
  const leaf: unknown = { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message }] };
  const errors = path.split('.').reduceRight((inner, key) => ({ [key]: inner }), leaf);
  return { code, message: 'Invalid Form Body', errors };
}

/** What each code means, written down once more, so that a change of the table is a change of this one too. */
const meanings = {
  gone: [10_003, 10_015, 50_027, 220_001, 40_067, 160_005, 50_083, 50_073],
  retry: [160_006, 40_006, 40_004, 130_000, 40_333, 20_016, 20_028, 20_029, 40_062, 10_008],
  amend: [40_005, 50_045, 400_001],
  refused: [10_011, 10_014, 10_060, 20_009, 50_081, 50_006, 50_035, 50_109, 200_000, 200_001, 240_000],
} as const;

test('every code of the table is tried below', () => {
  const tried = Object.values(meanings)
    .flat()
    .sort((a, b) => a - b);
  expect(tried).toEqual(
    Object.keys(errorCodes)
      .map(Number)
      .sort((a, b) => a - b),
  );
});

test.each(Object.entries(meanings).flatMap(([kind, codes]) => codes.map((code) => ({ kind, code }))))(
  'code $code is $kind, whatever the status, with a sentence for people',
  ({ kind, code }) => {
    for (const status of [400, 401, 403, 404, 413, 500, 503]) {
      const outcome = read(status, { code, message: 'as Discord says it' });
      expect(outcome).toMatchObject({ kind, code, statusCode: status, reason: errorCodes[code]?.text });
    }
    expect(errorCodes[code]?.text).not.toMatch(/discord\.com\/api\/webhooks|\d{17}/);
  },
);

test('without its files: that is what is left out', () => {
  expect(read(413, { code: 40_005 })).toMatchObject({ kind: 'amend', omit: 'files' });
  expect(read(413, '<html>413 Request Entity Too Large</html>')).toMatchObject({ kind: 'amend', omit: 'files' });
});

test.each([
  [200, { id: '42', channel_id: '7' }, { kind: 'delivered', messageId: '42', channelId: '7' }],
  [204, '', { kind: 'delivered', messageId: undefined }],
  [200, 'no JSON', { kind: 'delivered', messageId: undefined }],
  [200, { id: 42, channel_id: null }, { kind: 'delivered', messageId: undefined, channelId: undefined }],
  [301, '', { kind: 'retry' }],
  [400, { message: 'Bad Request' }, { kind: 'refused', reason: 'Discord answered 400: Bad Request' }],
  [400, '', { kind: 'refused', reason: 'Discord answered 400', code: undefined }],
  [401, { code: 0, message: '401: Unauthorized' }, { kind: 'gone' }],
  [403, '<html>Cloudflare</html>', { kind: 'retry' }],
  [404, '', { kind: 'gone' }],
  [405, '', { kind: 'gone' }],
  [408, '', { kind: 'retry' }],
  [418, '', { kind: 'refused' }],
  [425, '', { kind: 'retry' }],
  [500, '', { kind: 'retry', reason: 'Discord is not well (500)' }],
  [502, '<html>', { kind: 'retry' }],
  [520, '', { kind: 'retry' }],
  [400, { code: 987_654, message: 'a code of tomorrow' }, { kind: 'refused', code: 987_654 }],
  [500, { code: 987_654 }, { kind: 'retry' }],
])('%i with %j goes by its status', (status, body, expected) => {
  expect(read(status, body)).toMatchObject({ statusCode: status, ...expected });
});

test.each([
  ['null', 'null'],
  ['a number', '5'],
  ['an array', '[1,2]'],
  ['cut off', '{"code": 1001'],
  ['a code as text', '{"code":"10015"}'],
  ['errors that are none', '{"code":50035,"errors":"all of it"}'],
  ['errors of nothing', '{"code":50035,"errors":{"embeds":null}}'],
  ['a leaf that is no list', '{"code":50035,"errors":{"_errors":{"code":1}}}'],
  ['leaves of nothing', '{"code":50035,"errors":{"embeds":{"_errors":[null,5,{}]}}}'],
  ['prototype names', '{"code":50035,"errors":{"__proto__":{"_errors":[{"message":"x"}]},"constructor":{}}}'],
  ['NUL', '\u0000'],
])('a body that is %s is read as far as it can be', (_, body) => {
  expect(read(400, body)).toMatchObject({ kind: 'refused', statusCode: 400, reason: expect.any(String) });
});

test('form errors name the place and the culprits', () => {
  const outcome = read(400, formError('embeds.3.title'));
  expect(outcome).toMatchObject({
    kind: 'refused',
    culprits: [3],
    reason: 'Discord refused the form of the message; embeds[3].title: Must be 256 or fewer in length.',
  });
});

test('several culprits are named once each', () => {
  const errors = {
    embeds: { ...(formError('1.title').errors as object), ...(formError('4.fields.0.value').errors as object) },
  };
  expect(read(400, { code: 50_035, errors })).toMatchObject({ culprits: [1, 4] });
});

test.each([
  ['none is named', { code: 50_035, message: 'Invalid Form Body' }],
  ['it is the message as a whole', formError('content')],
  ['it is the sum of all embeds', formError('embeds')],
  ['it is no number', formError('embeds.first.title')],
])('no culprit is known where %s', (_, body) => {
  expect(read(400, body)).toMatchObject({ kind: 'refused', culprits: undefined });
});

test('a refused name is left out, and so are refused files', () => {
  expect(read(400, formError('username'))).toMatchObject({ kind: 'amend', omit: 'username' });
  expect(read(400, formError('attachments.0.filename'))).toMatchObject({ kind: 'amend', omit: 'files' });
  expect(read(400, formError('files.0'))).toMatchObject({ kind: 'amend', omit: 'files' });
});

test.each([
  ['the body over the header', { retry_after: 1.337, global: false }, { 'retry-after': '1' }, 1_337, 'user'],
  ['the header where it is longer', { retry_after: 0.5 }, { 'retry-after': '2' }, 2_000, 'user'],
  ['a shared limit', { retry_after: 3 }, { 'x-ratelimit-scope': 'shared' }, 3_000, 'shared'],
  ['a global limit by its body', { retry_after: 3, global: true }, {}, 3_000, 'global'],
  ['a global limit by its header', { retry_after: 3 }, { 'x-ratelimit-global': 'true' }, 3_000, 'global'],
  ['headers without a body', '', { 'x-ratelimit-limit': '5', 'retry-after': '4' }, 4_000, 'user'],
  ['a block by Cloudflare', '<html>1015</html>', { 'retry-after': '600' }, 600_000, 'cloudflare'],
  ['a block that tells no time', '', {}, blockedMs, 'cloudflare'],
  ['a block that tells a date', '', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, blockedMs, 'cloudflare'],
  ['a block that tells nonsense', '', { 'retry-after': '-5' }, blockedMs, 'cloudflare'],
  ['a body of nonsense', { retry_after: 'soon' }, {}, 1_000, 'user'],
  ['a time that is null', { message: 'slow down', retry_after: null, global: false }, {}, 1_000, 'user'],
  ['a time before now, which is not now either', { retry_after: -5 }, {}, 1_000, 'user'],
  ['headers that tell no time', '', { 'x-ratelimit-limit': '5' }, 1_000, 'user'],
])('a 429 with %s is waited out as told', (_, body, headers, afterMs, scope) => {
  expect(read(429, body, headers)).toMatchObject({ kind: 'rate_limited', statusCode: 429, afterMs, scope });
});

test('a 429 for the slow mode of a channel says so', () => {
  const outcome = read(429, { code: 20_016, retry_after: 60 });
  expect(outcome).toMatchObject({ kind: 'rate_limited', code: 20_016, reason: expect.stringContaining('slow mode') });
});

test('a reason is short, whatever Discord says', () => {
  const outcome = read(400, { message: 'x'.repeat(5_000) });
  expect('reason' in outcome && outcome.reason.length).toBeLessThan(300);
  const many = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [index, { _errors: [{ message: 'y'.repeat(900) }] }]),
  );
  const form = read(400, { code: 50_035, errors: { embeds: many } });
  expect('reason' in form && form.reason.length).toBeLessThan(900);
});

test('errors that are nested without end are walked only so far', () => {
  let errors: unknown = { _errors: [{ code: 'X', message: 'deep' }] };
  for (let depth = 0; depth < 5_000; depth += 1) errors = { a: errors };
  expect(formErrors(errors)).toEqual([]);
});

test.each([10_003, 160_005, 50_083, 220_001, 40_067, 220_002, 40_066])(
  'code %i refuses the one message, where that has chosen its thread',
  (code) => {
    const body = JSON.stringify({ code, message: 'as Discord says it' });
    const outcome = readAnswer({ status: 400, headers: {}, body }, blockedMs, chosenPlaceErrorCodes);
    expect(outcome).toMatchObject({ kind: 'refused', code, reason: chosenPlaceErrorCodes[code]?.text });
  },
);

test('a channel that is no forum takes the message without the name of a thread', () => {
  const body = JSON.stringify({ code: 220_003 });
  expect(readAnswer({ status: 400, headers: {}, body }, blockedMs, chosenPlaceErrorCodes)).toMatchObject({
    kind: 'amend',
    omit: 'thread',
  });
});

test('a webhook that is gone is gone, whatever thread the message has chosen', () => {
  for (const code of [10_015, 50_027]) {
    const body = JSON.stringify({ code });
    expect(readAnswer({ status: 404, headers: {}, body }, blockedMs, chosenPlaceErrorCodes).kind).toBe('gone');
  }
});
