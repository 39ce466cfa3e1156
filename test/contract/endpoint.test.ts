import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { endpointSchema, presentEndpoint } from '../../src/contract/endpoint.ts';
import { type EndpointChange, endpointFields, shownEndpointFields } from '../../src/contract/endpoint-fields.ts';
import { changeBody, creationBody } from '../../src/contract/schemas.ts';
import { lanePartOf, sortChange } from '../../src/contract/sort-endpoint.ts';
import { type EndpointSettings, endpointSettingsSchema, shownSettings } from '../../src/model/endpoint.ts';
import { retryPresets } from '../../src/model/retry-presets.ts';

const url = 'https://game.example.com/crier?key=in-the-url';
const day = 86_400_000;

describe('a new endpoint', () => {
  it('has what was said and what counts where nothing was said', () => {
    expect(creationBody(endpointFields).parse({ url, bearer: null })).toStrictEqual({
      url,
      bearer: null,
      events: ['*'],
      signature: 'standard',
      retry: retryPresets.standard,
      concurrency: 10,
    });
    expect(creationBody(endpointFields).safeParse({}).error?.issues).toMatchObject([{ path: ['url'] }]);
  });

  it('is sorted by where each part is kept', () => {
    const said = creationBody(endpointFields).parse({
      url,
      events: ['gifting'],
      applications: ['web'],
      retry: ['5s'],
      keep_failed: '7d',
      headers: { 'X-Shop': 'Frostvale' },
      body: { who: '{{ player.name }}' },
    });
    expect(lanePartOf(said)).toStrictEqual({
      onUncertain: 'resend',
      schedule: [5_000],
      concurrency: 10,
      keepFailedMs: 7 * day,
      subscription: { events: ['gifting'], applications: ['web'] },
    });
    expect(sortChange(said).settings).toStrictEqual({
      url,
      signature: 'standard',
      headers: { 'X-Shop': 'Frostvale' },
      body: '{\n  "who": "{{ player.name }}"\n}',
    });
  });

  it('keeps dead letters as the named schedule does, unless it says otherwise', () => {
    expect(sortChange({ retry: retryPresets.steady }).policy).toMatchObject({ keepFailedMs: day });
    expect(sortChange({ retry: retryPresets.steady, keepFailedMs: null }).policy.keepFailedMs).toBeNull();
    expect(sortChange({ retry: retryPresets.quick }).policy.keepFailedMs).toBeUndefined();
  });
});

describe('a change', () => {
  it('names what the body names', () => {
    expect(changeBody(endpointFields).parse({ concurrency: 2, body: null, min_severity: null })).toStrictEqual({
      concurrency: 2,
      body: null,
      minSeverity: null,
    });
    for (const key of ['url', 'name', 'events', 'signature', 'secret', 'retry', 'concurrency']) {
      expect(changeBody(endpointFields).safeParse({ [key]: null }).success, key).toBe(false);
    }
  });

  it('can say every setting but those that Crier keeps by itself', () => {
    expectTypeOf<Exclude<keyof EndpointSettings, 'secrets'>>().toExtend<keyof EndpointChange>();
  });
});

it.each([
  [{ events: ['payment.*', 'gifts!'] }, ['events', 1], /^expected \*, a category/],
  [{ retry: 'often' }, ['retry'], /^expected standard, quick, steady, or delays/],
  [{ retry: ['1s', 'soon'] }, ['retry'], /^expected standard, quick, steady, or at most 100 durations/],
  [{ concurrency: 0 }, ['concurrency'], /^expected a whole number from 1 to 100/],
  [{ keep_failed: '0s' }, ['keep_failed'], /^expected a number and a unit/],
  [{ name: 'dst_1' }, ['name'], /^expected 1 to 64 letters/],
  [{ basic: { username: 'a' } }, ['basic', 'password'], /./],
  [{ headers: { 'X-Shop': 5 } }, ['headers', 'X-Shop'], /./],
])('%j is refused at its place', (body, path, message) => {
  const { error } = changeBody(endpointFields).safeParse(body);
  expect(error?.issues).toMatchObject([{ path, message: expect.stringMatching(message) }]);
});

it('what is answered is what the schema promises, reads back as it was, and holds no secret', () => {
  const settings = endpointSettingsSchema.parse({
    url,
    signature: 'plain',
    secrets: [{ secret: 'new-secret-1' }, { secret: 'old-secret-2', until: 2 * day }],
    basic: { username: 'relay', password: 'password-3' },
    headers: { 'X-Key': 'header-4' },
    body: '{"who": "{{ player.name }}"}',
  });
  const answer = presentEndpoint({
    destination: {
      id: 'dst_1',
      store: 'main',
      kind: 'http',
      name: 'rewards',
      label: 'game.example.com/crier',
      state: 'active',
      facts: {},
      onUncertain: 'resend',
      schedule: retryPresets.quick.delays,
      concurrency: 3,
      keepFailedMs: day,
      subscription: { events: ['gifting'], minSeverity: 'warning' },
    },
    settings: shownSettings(settings, day),
    counts: undefined,
    health: 'ok',
  });
  expect(z.strictObject(endpointSchema.shape).parse(answer)).toMatchObject({
    events: ['gifting'],
    applications: null,
    min_severity: 'warning',
    signature: 'plain',
    retry: 'quick',
    concurrency: 3,
    keep_failed: '1d',
    authorization: 'basic',
    headers: ['X-Key'],
    secret_hint: '…et-1',
    old_secret_valid_until: '1970-01-03T00:00:00.000Z',
  });
  expect(JSON.stringify(answer)).not.toMatch(/new-secret|old-secret|password-3|header-4|in-the-url/);
  const said = Object.fromEntries(Object.keys(shownEndpointFields).map((key) => [key, Object(answer)[key]]));
  expect(changeBody(endpointFields).parse(said)).toMatchObject({
    events: ['gifting'],
    applications: null,
    minSeverity: 'warning',
    signature: 'plain',
    retry: { delays: retryPresets.quick.delays },
    concurrency: 3,
    keepFailedMs: day,
  });
});

it('secrets that are valid without an end are shown, with no end', () => {
  const secrets = [{ secret: 'new-secret-1' }, { secret: 'old-secret-2' }];
  const shown = shownSettings(endpointSettingsSchema.parse({ url, signature: 'plain', secrets }), day);
  expect(shown.oldSecretUntil).toBeUndefined();
});
