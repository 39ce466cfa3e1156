import { describe, expect, it } from 'vitest';
import { endpointFileFields } from '../../src/contract/endpoint-fields.ts';
import type { Fields } from '../../src/contract/field.ts';
import { lookFields, messageFields } from '../../src/contract/look.ts';
import { routeFields } from '../../src/contract/route.ts';
import { sourceFields, sourceFileFields } from '../../src/contract/source.ts';
import { retentionFields, storeFields } from '../../src/contract/store.ts';
import { loadYaml, main, webhookUrl } from '../settings/workspace.ts';

const things: [string, Fields][] = [
  ['route', routeFields],
  ['endpoint', endpointFileFields],
  ['source', { ...sourceFields, ...sourceFileFields }],
  ['look', lookFields],
  ['field of a message', messageFields],
  ['store', storeFields],
  ['retention', retentionFields],
];

describe.each(things)('a %s', (_, fields) => {
  it('says of every field what it is, for people', () => {
    for (const [key, field] of Object.entries(fields)) {
      expect(key).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(field.label, key).toMatch(/^[A-Z]/);
      expect(field.description, key).toMatch(/^\S.*[^.\s]$/);
      expect(field.example, key).not.toBe('');
      expect(field.codec.expected, key).not.toBe('');
    }
  });

  it('reads each default as it is written', () => {
    for (const [key, { absent, codec }] of Object.entries(fields)) {
      if (typeof absent !== 'object') continue;
      expect(codec.read(codec.present(absent.default)), key).toEqual({ ok: true, value: absent.default });
    }
  });
});

/** Lines of a block that says every field by its example. */
function lines(fields: Fields, indent: number, but: Readonly<Record<string, string | undefined>> = {}): string[] {
  const said = { ...Object.fromEntries(Object.entries(fields).map(([key, { example }]) => [key, example])), ...but };
  return Object.entries(said).flatMap(([key, value]) =>
    value === undefined ? [] : [`${' '.repeat(indent)}${key}: ${value}`],
  );
}

it('a file that says every field by its example is read', async () => {
  const yaml = main(
    ...lines(storeFields, 0),
    'retention:',
    ...lines(retentionFields, 2),
    'routes:',
    '  errors:',
    ...lines(routeFields, 4, { webhook: `"${webhookUrl()}"`, channel: undefined }),
    '  loyalty:',
    ...lines(routeFields, 4, { webhook: undefined }),
    'sources:',
    '  tebex:',
    ...lines(sourceFileFields, 4),
    'endpoints:',
    '  -',
    ...lines(endpointFileFields, 4, { basic: undefined }),
    '  -',
    ...lines(endpointFileFields, 4, { name: 'other', bearer: undefined }),
    'looks:',
    '  errors:',
    ...lines(lookFields, 4),
    '  payment.*:',
    '    fields:',
    '      -',
    ...lines(messageFields, 8),
  );
  const { stores } = await loadYaml(yaml);
  expect(stores[0]?.routes).toMatchObject([
    {
      key: 'errors',
      target: { kind: 'discord-webhook' },
      rule: {
        application: 'web',
        minSeverity: 'warning',
        muted: true,
        mentionRole: '123456789012345678',
        username: 'Frostvale sales',
        avatarUrl: 'https://example.com/frostvale.png',
      },
      policy: { onUncertain: 'hold', schedule: [1_000, 5_000, 25_000, 300_000] },
    },
    { key: 'loyalty', target: { kind: 'discord-channel', settings: { channel_id: '987654321098765432' } } },
  ]);
  expect(stores[0]?.endpoints).toMatchObject([
    {
      name: 'rewards',
      subscription: { events: ['rewards.*', 'gifting'], applications: ['web', 'app'], minSeverity: 'warning' },
      settings: { signature: 'plain', bearer: '…', headers: { 'X-Shop': 'Frostvale' } },
      schedule: [5_000, 300_000, 3_600_000],
      concurrency: 2,
      keepFailedMs: 7 * 86_400_000,
    },
    { name: 'other', settings: { basic: { username: 'relay', password: '…' } } },
  ]);
  expect(stores[0]?.store.looks).toMatchObject({ errors: { colour: 0x2ecc71, hide: ['data.coupon'] } });
});
