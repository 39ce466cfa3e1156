import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeValid } from '../../src/discord/make-valid.ts';
import type { DiscordMessage } from '../../src/discord/message.ts';
import { schemaErrors } from '../destinations/_message/_schema.ts';
import { discordViolations } from '../helpers/discord-rules.ts';
import { hostileText } from '../helpers/hostile.ts';

const huge = fc
  .tuple(hostileText, fc.integer({ min: 1, max: 400 }))
  .map(([text, times]) => text.repeat(times).slice(0, 9000));
const text = fc.oneof(hostileText, huge);
const anything = fc.anything();
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom('https://example.com/a', 'ftp://x.y', 'attachment://a.png', 'http://localhost'),
  text,
);
/** Right and wrong in every place; only a caller that lies to the compiler can do worse. */
const or = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: right as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });

const embed = fc.record(
  {
    title: or(text),
    description: or(text),
    url: or(url),
    timestamp: or(fc.constantFrom('2026-09-14T18:22:45Z', 'soon', '+275760-09-13T00:00:00Z', '0000-01-01T00:00:00Z')),
    color: or(fc.integer()),
    author: or(fc.record({ name: or(text), url: or(url), icon_url: or(url) }, { requiredKeys: [] })),
    fields: or(
      fc.array(or(fc.record({ name: or(text), value: or(text), inline: or(fc.boolean()) }, { requiredKeys: [] })), {
        maxLength: 30,
      }),
    ),
    image: or(fc.record({ url: or(url) })),
    thumbnail: or(fc.record({ url: or(url) })),
    footer: or(fc.record({ text: or(text), icon_url: or(url) }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);
const message = fc.record(
  {
    username: or(text),
    avatar_url: or(url),
    embeds: or(fc.array(or(embed), { maxLength: 14 })),
    flags: or(fc.integer()),
    allowed_mentions: or(
      fc.record({ parse: or(fc.constant(['everyone', 'users'])), users: or(fc.constant(['1'])) }, { requiredKeys: [] }),
    ),
    tts: anything,
    poll: anything,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<DiscordMessage>;

/** It is not known here which text is markdown of ours, so that an `@everyone` may stand that cannot ping. */
const isOurs = (what: string) => !what.includes('is written out') && !what.startsWith('content is neither');

test('whatever comes in, what goes out keeps every rule', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(message, (from) => {
      const body = makeValid(from);
      expect(discordViolations({ body }).filter(isOurs)).toEqual([]);
      expect(schemaErrors(body)).toEqual([]);
      expect(makeValid(body)).toEqual(body);
    }),
    { numRuns: 300 },
  );
});

describe('a message that is made valid', () => {
  test('counts emoji as one and takes 256 of them as a title', () => {
    expect(makeValid({ embeds: [{ title: '😀'.repeat(256) }] }).embeds?.[0]?.title).toBe('😀'.repeat(256));
    expect(makeValid({ embeds: [{ title: '😀'.repeat(257) }] }).embeds?.[0]?.title).toBe(`${'😀'.repeat(255)}…`);
  });

  test('lets exactly 6000 characters pass, over all embeds', () => {
    const two = makeValid({ embeds: [{ description: 'a'.repeat(4096) }, { description: 'b'.repeat(4096) }] }).embeds;
    expect(two?.map(({ description }) => description?.length)).toEqual([4096, 1904]);
    const three = makeValid({ embeds: [...(two ?? []), { title: 'no room' }] }).embeds;
    expect(three).toHaveLength(2);
  });

  test('makes links of one pack differ, since Discord would merge their embeds', () => {
    const same = { title: 'x', url: 'https://example.com/order/1' };
    const urls = makeValid({ embeds: [same, same, same, { title: 'x', url: 'https://example.com/#1' }] }).embeds?.map(
      ({ url: link }) => link,
    );
    expect(urls).toEqual([
      'https://example.com/order/1',
      'https://example.com/order/1#2',
      'https://example.com/order/1#3',
      'https://example.com/#1',
    ]);
  });

  test.each([
    'http://localhost:3000/x',
    'https://crier/x',
    'javascript:alert(1)',
    'data:text/plain,x',
    'ftp://example.com',
    '//example.com',
    'https://',
    `https://example.com/${'a'.repeat(2048)}`,
  ])('drops the link %s, for which Discord would refuse the message', (link) => {
    expect(makeValid({ embeds: [{ title: 'x', url: link }] }).embeds?.[0]).toEqual({ title: 'x' });
  });

  test('mends a link with characters that no URL may have, and takes credentials out', () => {
    const link = (from: string) => makeValid({ embeds: [{ title: 'x', url: from }] }).embeds?.[0]?.url;
    expect(link('https://example.com/a b?q=[x]|{y}')).toBe('https://example.com/a%20b?q=%5Bx%5D%7C%7By%7D');
    expect(link('https://mira:secret@example.com/')).toBe('https://example.com/');
  });

  test('drops an image that is not among the files', () => {
    const image = { url: 'attachment://chart.png' };
    expect(makeValid({ embeds: [{ title: 'x', image }] }).embeds?.[0]?.image).toBeUndefined();
    expect(
      makeValid({ embeds: [{ title: 'x', image }], attachments: [{ id: '0', filename: 'chart.png' }] }).embeds?.[0]
        ?.image,
    ).toEqual(image);
  });

  test.each([
    ['Discord Sales', 'Dis cord Sales'],
    ['CLYDE', 'CL YDE'],
    ['  Frost \n vale  ', 'Frost vale'],
    ['@shop: #1', 'shop 1'],
    ['x'.repeat(100), `${'x'.repeat(79)}…`],
    ['everyone', undefined],
    ['Here', undefined],
    ['\u200b\u202e ', undefined],
  ])('writes the name %j as %j', (name, username) => {
    expect(makeValid({ content: 'x', username: name }).username).toBe(username);
  });

  test('pings nobody but the roles that it is told', () => {
    const roles = ['123456789012345678', '123456789012345678', 'everyone', '1'];
    expect(makeValid({ content: 'x', allowed_mentions: { parse: ['everyone'], roles } }).allowed_mentions).toEqual({
      parse: [],
      roles: ['123456789012345678'],
    });
    expect(makeValid({ content: '@everyone' }).allowed_mentions).toEqual({ parse: [] });
  });

  test('never lets an empty message out', () => {
    expect(makeValid({})).toEqual({ content: '(empty)', allowed_mentions: { parse: [] } });
    expect(makeValid({ embeds: [{ color: 1, url: 'https://example.com' }] }).content).toBe('(empty)');
  });
});
