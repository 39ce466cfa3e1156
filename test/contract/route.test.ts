import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  presentRoute,
  type RouteChange,
  routeFields,
  routeFileFields,
  routeSchema,
  splitRoute,
} from '../../src/contract/route.ts';
import { changeBody, complete, wholeBody } from '../../src/contract/schemas.ts';
import type { ShownDestination } from '../../src/model/destination.ts';
import type { Route, RouteRule } from '../../src/model/route.ts';

const destination: ShownDestination = {
  id: 'dst_1',
  store: 'main',
  kind: 'discord-webhook',
  label: 'discord.com/…/…6789/••••',
  state: 'active',
  facts: { name: 'Sales', channelId: '987654321098765432', checkedAt: 0 },
  onUncertain: 'hold',
  schedule: [1_000, 300_000],
};

const route: Route = {
  store: 'main',
  key: 'payment.*',
  destination: 'dst_1',
  muted: true,
  application: 'web',
  minSeverity: 'warning',
  mentionRole: '123456789012345678',
  username: 'Frostvale',
  avatarUrl: 'https://example.com/frostvale.png',
  copies: [{ to: 'errors' }],
};

/** As a client would send it. */
const wire = {
  application: 'web',
  min_severity: 'warning',
  muted: true,
  mention_role: '123456789012345678',
  username: 'Frostvale',
  avatar_url: 'https://example.com/frostvale.png',
  on_uncertain: 'hold',
  retry: ['1s', '5m'],
  copies: [{ to: 'errors' }],
};

const inside = {
  application: 'web',
  minSeverity: 'warning',
  muted: true,
  mentionRole: '123456789012345678',
  username: 'Frostvale',
  avatarUrl: 'https://example.com/frostvale.png',
  onUncertain: 'hold',
  schedule: [1_000, 300_000],
  copies: [{ to: 'errors' }],
};

describe('a change', () => {
  it('names exactly what the body names, under the names that count inside', () => {
    expect(changeBody(routeFields).parse({})).toEqual({});
    expect(changeBody(routeFields).parse({ min_severity: 'error' })).toStrictEqual({ minSeverity: 'error' });
    expect(changeBody(routeFields).parse(wire)).toEqual(inside);
  });

  it('takes away with null what may be absent, and nothing else', () => {
    expect(changeBody(routeFields).parse({ retry: null, username: null })).toStrictEqual({
      schedule: null,
      username: null,
    });
    for (const key of ['muted', 'on_uncertain', 'webhook', 'channel']) {
      expect(changeBody(routeFields).safeParse({ [key]: null }).success, key).toBe(false);
    }
  });

  it('can say all that a route knows, and nothing that it does not', () => {
    expectTypeOf<keyof RouteChange>().toEqualTypeOf<
      keyof RouteRule | 'webhook' | 'channel' | 'onUncertain' | 'schedule'
    >();
    expectTypeOf<RouteChange['minSeverity']>().toEqualTypeOf<RouteRule['minSeverity'] | null>();
    expectTypeOf<RouteChange['muted']>().toEqualTypeOf<boolean | undefined>();
  });
});

it.each([
  [
    ['errors', { to: 'loyalty' }],
    [{ to: 'errors' }, { to: 'loyalty' }],
  ],
  [['off'], []],
  [[], []],
  ['errors', [{ to: 'errors' }]],
  [['errors', 'errors'], [{ to: 'errors' }]],
])('copies may be said as %j', (said, copies) => {
  expect(changeBody(routeFields).parse({ copies: said })).toEqual({ copies });
});

it('the whole takes away what it does not name, but for the place', () => {
  expect(wholeBody(routeFields).parse({ username: 'Shop' })).toStrictEqual({
    application: null,
    minSeverity: null,
    muted: false,
    mentionRole: null,
    username: 'Shop',
    avatarUrl: null,
    onUncertain: 'resend',
    schedule: null,
    copies: null,
  });
});

it('the places that it names are destinations of their kinds, and the rest is no place', () => {
  const webhook = 'https://discord.com/api/webhooks/1/x';
  const said: RouteChange = { webhook, channel: '987654321098765432', muted: true };
  const { targets, rest } = splitRoute(said);
  expect(targets).toStrictEqual([
    { place: 'webhook', kind: 'discord-webhook', settings: { url: webhook } },
    { place: 'channel', kind: 'discord-channel', settings: { channel_id: '987654321098765432' } },
  ]);
  expect(rest).toStrictEqual({ muted: true });
  expect(splitRoute({}).targets).toEqual([]);
});

it('a file says a route with its defaults', () => {
  expect(complete(routeFields, { webhook: 'x', min_severity: 'error' })).toStrictEqual({
    webhook: 'x',
    minSeverity: 'error',
    muted: false,
    onUncertain: 'resend',
  });
});

it.each([
  [{ min_severity: 'loud' }, 'Invalid option: expected one of "info"|"success"|"warning"|"error"|"critical"'],
  [{ mention_role: '@admins' }, 'expected the id of the role: 17 to 20 digits'],
  [{ username: 'My Discord' }, 'expected a name of 1 to 80 characters without "discord" or "clyde" in it, not'],
  [{ avatar_url: 'frost.png' }, 'expected an http or https URL of at most 2,048 characters'],
  [{ retry: ['1s', 'soon'] }, 'expected at most 100 durations such as [0, 1s, 5s, 25s]'],
  [{ copies: [{ to: 'error' }] }, 'expected default, a category'],
  [{ copies: 7 }, 'expected array'],
  [{ application: ' ' }, 'expected text of 1 to 100 characters, such as web'],
])('%j is refused with what was expected', (body, message) => {
  const { error } = changeBody(routeFields).safeParse(body);
  expect(error?.issues).toMatchObject([{ path: Object.keys(body), message: expect.stringContaining(message) }]);
});

it('what is answered is what the schema promises, and reads back as it was', () => {
  const answer = presentRoute({ route, destination, copiedTo: ['errors'] });
  expect(z.strictObject(routeSchema.shape).parse(answer)).toMatchObject(wire);
  const { key: _, destination: __, inherits: ___, provisioned: ____, copied_to, ...said } = answer;
  expect(copied_to).toEqual(['errors']);
  expect(changeBody(routeFields).parse(said)).toEqual(inside);
  expect(JSON.stringify(answer)).not.toContain('undefined');
  const plain = presentRoute({
    route: { store: 'main', key: 'x.y', destination: 'dst_1', muted: false },
    destination,
    copiedTo: [],
  });
  expect(plain).toMatchObject({
    application: null,
    min_severity: null,
    muted: false,
    provisioned: {},
    inherits: false,
  });
});

it('a file brings a webhook URL into its one form, where the API leaves it to those who ask Discord', () => {
  const pasted = ' <https://canary.discord.com/api/webhooks/123456789012345678/SECRETtoken/slack> ';
  const fields = routeFileFields('https://discord.com/api/v10');
  expect(fields.webhook.codec.read(pasted)).toEqual({
    ok: true,
    value: 'https://discord.com/api/v10/webhooks/123456789012345678/SECRETtoken',
  });
  expect(changeBody(routeFields).parse({ webhook: pasted })).toEqual({ webhook: pasted });
});
