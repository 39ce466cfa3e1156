import { describe, expect, test } from 'vitest';
import { maskSecrets, maskWebhookUrl } from '../../src/privacy/mask-secrets.ts';

const id = '123456789012345678';
const token = 'abcDEF-ghi_JKL0123456789abcDEF-ghi_JKL0123456789abcDEF-ghi_JKL012345';

describe('maskSecrets', () => {
  test.each([
    `https://discord.com/api/webhooks/${id}/${token}`,
    `https://discord.com/api/v10/webhooks/${id}/${token}?wait=true`,
    `https://ptb.discord.com/api/webhooks/${id}/${token}`,
    `https://canary.discord.com/api/webhooks/${id}/${token}/slack`,
    `https://discordapp.com/api/webhooks/${id}/${token}`,
    `http://127.0.0.1:8080/api/v10/webhooks/${id}/${token}`,
    `https://api.fluxer.app/webhooks/${id}/${token}`,
    `HTTPS://DISCORD.COM/API/WEBHOOKS/${id}/${token}`,
    `{"url":"https:\\/\\/discord.com\\/api\\/webhooks\\/${id}\\/${token}"}`,
    `?next=https%3A%2F%2Fdiscord.com%2Fapi%2Fwebhooks%2F${id}%2F${token}`,
  ])('hides the token of %s', (text) => {
    const masked = maskSecrets(`before ${text} after`);
    expect(masked).not.toContain(token.slice(0, 12));
    expect(masked).toContain('…5678');
    expect(masked).toMatch(/^before .* after$/);
  });

  test.each([
    ['an API key of Crier', 'key crier_abcdefghijklmnopqrstuvwxyz012345', 'key crier_••••'],
    ['a bearer token', 'Authorization: Bearer abc.def-ghi_123', 'Authorization: Bearer ••••'],
    ['basic credentials', 'Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic ••••'],
    ['a password in a URL', 'postgres://crier:s3cret@db:5432/crier', 'postgres://crier:••••@db:5432/crier'],
    ['a webhook secret', 'whsec_0123456789abcdef', 'whsec_••••'],
    ['a live key', 'sk_live_0123456789abcdef', 'sk_live_••••'],
    ['a bot token', `MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.${'x'.repeat(38)}`, '••••'],
  ])('hides %s', (_what, text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  test.each([
    'the bearer of bad news',
    'basic understanding',
    'crier_test',
    'see /webhooks/ for more',
    'https://example.com/a@b',
  ])('leaves "%s" alone', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  test.each(['webhooks/', 'crier_', 'bearer ', '://', 'a-', 'a.', '1/'])(
    'is quick on 100,000 characters of "%s"',
    (unit) => {
      const start = performance.now();
      maskSecrets(unit.repeat(100_000 / unit.length));
      expect(performance.now() - start).toBeLessThan(250);
    },
  );
});

test.each([
  [`https://discord.com/api/webhooks/${id}/${token}`, 'discord.com/…/…5678'],
  [`https://discord.com/api/v10/webhooks/${id}/${token}?thread_id=1`, 'discord.com/…/…5678'],
  ['https://example.com/secret', 'example.com/…'],
  ['secret', '…'],
])('a webhook URL as a label holds no token: %s', (url, label) => {
  expect(maskWebhookUrl(url)).toBe(label);
});
