import { expect, test } from 'vitest';
import { editBody } from '../../../src/discord/traffic/edit-body.ts';

test('what a message no longer has is taken away; what only a new one may have is left out', () => {
  const body = { content: 'Solved', username: 'Frostvale', avatar_url: 'https://example.com/a', nonce: '1' };
  expect(editBody({ ...body, enforce_nonce: true, allowed_mentions: { parse: [] } })).toEqual({
    content: 'Solved',
    embeds: [],
    components: [],
    attachments: [],
    allowed_mentions: { parse: [] },
  });
});

test.each([[undefined], [null], ['text'], [5]])('of %j there is nothing to show', (body) => {
  expect(editBody(body)).toEqual({ content: null, embeds: [], components: [], attachments: [] });
});
