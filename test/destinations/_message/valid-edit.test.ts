import { expect, test } from 'vitest';
import { validEdit } from '../../../src/destinations/_message/valid-edit.ts';

const nobody = { allowed_mentions: { parse: [] } };

test.each([
  [{}, {}],
  [{ content: null }, { content: null }],
  [{ content: ' ' }, { content: null }],
  [{ content: 42 }, { content: '42' }],
  [{ content: 'x', username: 'Mira', avatar_url: 'https://example.com/a.png', tts: true }, { content: 'x' }],
  [
    { embeds: null, components: null, flags: null },
    { embeds: [], components: [], flags: 0 },
  ],
  [{ embeds: [{ title: 'T' }] }, { embeds: [{ title: 'T' }] }],
  [{ flags: 4 }, { flags: 4 }],
  [{ allowed_mentions: { parse: ['everyone'] } }, {}],
])('%j changes nothing but what it names', (body, edit) => {
  expect(validEdit(body, 0)).toEqual({ ...edit, ...nobody });
});

test('files that stand there are named by their ids, new ones by their places', () => {
  const attachments = [
    { id: '600000000000000001', url: 'https://cdn.example.com/a.png', filename: 'a.png' },
    { id: 0, description: 'The map' },
    { id: '1' },
    { id: '7' },
    null,
    'none',
  ];
  expect(validEdit({ attachments }, 2)['attachments']).toEqual([
    { id: '600000000000000001', filename: 'a.png' },
    { id: '0', description: 'The map' },
    { id: '1' },
  ]);
  expect(validEdit({ attachments: null }, 0)['attachments']).toEqual([]);
  expect(validEdit({ content: 'x' }, 2)).not.toHaveProperty('attachments');
});

test('an image may name a file that stands there already', () => {
  const embed = { title: 'Map', image: { url: 'attachment://map.png' } };
  expect(validEdit({ embeds: [embed] }, 0)['embeds']).toEqual([embed]);
});

test('a text that does not fit stays whole, for Discord to refuse', () => {
  const content = 'x'.repeat(2_001);
  expect(validEdit({ content }, 0)['content']).toBe(content);
  const embeds = [{ title: 'T', description: 'x'.repeat(5_000) }];
  expect(validEdit({ embeds }, 0)['embeds']).toBe(embeds);
});

test('parts of a message of components alone go through', () => {
  const components = [{ type: 17, components: [{ type: 10, content: 'Queue: 7' }] }];
  expect(validEdit({ components }, 0)['components']).toBe(components);
  expect(validEdit({ components, flags: 1 << 15 }, 0)).toEqual({ components, flags: 1 << 15, ...nobody });
});
