import fc from 'fast-check';
import { looksByCategory } from '../../src/looks/catalogue.ts';
import { categories } from '../../src/model/category.ts';
import { type Event, severities } from '../../src/model/event.ts';

/** Pieces of which mischief is made; each has broken a message, a mention or a display somewhere. */
const pieces = [
  '**bold**',
  '__under__',
  '_it_',
  '~~strike~~',
  '||spoiler||',
  '`code`',
  '```js\nalert()\n```',
  '````',
  '\\',
  '\\\\',
  '\\`',
  '[Steam](https://evil.example/x)',
  '](http://a.b)',
  '[',
  ')',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '<#1>',
  '@everyone',
  '@here',
  '<t:0:R>',
  '<a:x:123456789012345678>',
  '</ban:1>',
  '<id:customize>',
  '<https://a.b>',
  'https://a.b/c_d_e',
  '\n# head',
  '\n-# small',
  '\n> quote',
  '\n>>> all',
  '\n- item',
  '\n* item',
  '\n1. one',
  '\n  - deep',
  ':smile:',
  ':+1:',
  'Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308',
  '\u202eevil',
  '\u2066x\u2069',
  '\u0000',
  '\u001b[31mred',
  '\ud800',
  '\udc00x',
  '\u200b',
  '\ufeff',
  '\u3164',
  '\u2028',
  '\r\n',
  '\t',
  '   ',
  '\n\n\n\n',
  '👨‍👩‍👧‍👦',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '🇩🇪',
  '👍🏽',
  'é',
  '中文',
  'مرحبا',
  'a',
  'Mira',
  ' ',
  '0',
];

const long = fc
  .tuple(fc.constantFrom(...pieces), fc.constantFrom(60, 300, 1100, 5000))
  .map(([piece, times]) => piece.repeat(times));

/** Text as nobody should send it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\n', '\u0000', '\u200b', '\\') },
  { weight: 1, arbitrary: long },
);

const keys = fc.oneof(
  fc.constantFrom(
    'package',
    'packages',
    'items',
    'products',
    'server',
    'transaction_id',
    'expires_at',
    'reason',
    'message',
    'stack',
    'stack_trace',
    'trace',
    'error',
    'command',
    'coupon',
    'quantity',
    'discount',
    'points',
    'duration_ms',
    'name',
    'query',
    'plan',
    'code',
    'email',
    'ip',
    'password',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    'amount',
    'currency',
    'players',
    'tier',
  ),
  hostileText,
);

const leaf = fc.oneof(hostileText, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));

const data = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4, withCrossShrink: false }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.array(fc.tuple(keys, tie('value')), { maxLength: 12 }).map((entries) => Object.fromEntries(entries)),
})).object as fc.Arbitrary<Record<string, unknown>>;

const url = fc.oneof(
  fc.constantFrom(
    'https://example.com/a',
    'http://localhost:3000/x',
    'https://example.com/ü?q=[a]|{b}^`%zz',
    'https://user:pw@example.com/',
    'http://10.0.0.1/a',
    'javascript:alert(1)',
    'https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnopqrstuvwxyz',
    'nonsense',
    '',
    `https://example.com/${'a'.repeat(3000)}`,
    'https://example.com/?mail=mira@example.com',
    'https://[::1]/',
    'https://例え.jp/',
  ),
  fc.webUrl(),
);
const person = fc.record(
  { name: hostileText, id: hostileText, avatar_url: url, profile_url: url },
  { requiredKeys: ['name'] },
);

/** Every type that a look names; a pattern stands for a type it fits. */
export const knownTypes: readonly string[] = Object.values(looksByCategory)
  .flatMap(({ looks }) => looks.map((look) => look.for))
  .map((key) => key.replace(/\*$/, 'something_else'));

/** Events of all types with the worst in every place. */
export const hostileEvent: fc.Arbitrary<Event> = fc.record(
  {
    id: fc.constantFrom('evt_0193a5b2c3d4e5f60718293a4b5c6d7e', 'evt_0193a5b2c3d4e5f60718293a4b5c6d7f'),
    store: fc.constant('main'),
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...knownTypes) },
      { weight: 1, arbitrary: fc.constantFrom('constructor', '__proto__', 'a.b.c', 'x.failed') },
    ),
    category: fc.constantFrom(...categories),
    severity: fc.constantFrom(...severities),
    title: hostileText,
    description: hostileText,
    url,
    occurredAt: fc.oneof(
      fc.constant(Date.parse('2026-09-14T18:22:45Z')),
      fc.constantFrom(0, -62_200_000_000_000, 8.64e15, 253_402_300_800_000),
    ),
    acceptedAt: fc.constant(0),
    player: person,
    recipient: person,
    amount: fc.record({
      value: fc.constantFrom('9.99', '-5', '0', '999999999999999.12345678'),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'XYZ', 'AAA'),
    }),
    fields: fc.array(
      fc.record({ name: hostileText, value: hostileText, inline: fc.boolean() }, { requiredKeys: ['name', 'value'] }),
      { maxLength: 25 },
    ),
    application: hostileText.filter((text) => text.length <= 100),
    data,
  },
  { requiredKeys: ['id', 'store', 'type', 'category', 'severity', 'occurredAt', 'acceptedAt'] },
);
