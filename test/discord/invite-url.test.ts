import { expect, test } from 'vitest';
import { inviteUrl } from '../../src/discord/invite-url.ts';

test('an invitation names the application, both scopes and what the bot needs', () => {
  const token = `${Buffer.from('123456789012345678').toString('base64')}.Gabcde.${'x'.repeat(38)}`;
  const url = new URL(inviteUrl(token) ?? '');
  expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: '123456789012345678',
    scope: 'bot applications.commands',
    permissions: '536923136',
  });
  expect(url.href).not.toContain('xxx');
});

test.each(['', 'nonsense', 'bm90IGFuIGlk.x.y'])('what is no token invites nobody: "%s"', (token) => {
  expect(inviteUrl(token)).toBeUndefined();
});
