import { describe, expect, it } from 'vitest';
import { canonicalWebhookUrl, maskedWebhook, parseWebhookUrl, webhookApiUrl } from '../../src/discord/webhook-url.ts';

const apiBase = 'https://discord.com/api/v10';
const id = '123456789012345678';
const token = 'aBc-DEF_0123456789aBc-DEF_0123456789aBc-DEF_0123456789aBc-DEF_01234567';
const thread = '987654321098765432';

describe('a pasted webhook URL is understood', () => {
  it.each([
    ['as copied', `https://discord.com/api/webhooks/${id}/${token}`],
    ['with a version', `https://discord.com/api/v10/webhooks/${id}/${token}`],
    ['with an old version', `https://discord.com/api/v6/webhooks/${id}/${token}`],
    ['from the PTB client', `https://ptb.discord.com/api/webhooks/${id}/${token}`],
    ['from the canary client', `https://canary.discord.com/api/webhooks/${id}/${token}`],
    ['of the old host', `https://discordapp.com/api/webhooks/${id}/${token}`],
    ['for Slack senders', `https://discord.com/api/webhooks/${id}/${token}/slack`],
    ['for GitHub senders', `https://discord.com/api/webhooks/${id}/${token}/github`],
    ['with a slash at the end', `https://discord.com/api/webhooks/${id}/${token}/`],
    [
      'with queries that are ours to set',
      `https://discord.com/api/webhooks/${id}/${token}?wait=true&with_components=1`,
    ],
    ['with blanks around it', `  https://discord.com/api/webhooks/${id}/${token}\n`],
    ['in angle brackets', `<https://discord.com/api/webhooks/${id}/${token}>`],
    ['in quotes within brackets', `<"https://discord.com/api/webhooks/${id}/${token}">`],
    ['in single quotes', `'https://discord.com/api/webhooks/${id}/${token}'`],
    ['with capitals in the host', `HTTPS://Discord.com/api/webhooks/${id}/${token}`],
  ])('%s', (_, pasted) => {
    expect(parseWebhookUrl(pasted, apiBase)).toEqual({ ok: true, webhook: { id, token } });
  });

  it('and keeps its thread', () => {
    const parsed = parseWebhookUrl(
      `https://discord.com/api/webhooks/${id}/${token}?wait=true&thread_id=${thread}`,
      apiBase,
    );
    expect(parsed).toEqual({ ok: true, webhook: { id, token, threadId: thread } });
  });

  it.each(['12345678901234567', '12345678901234567890'])('with an id of 17 to 20 digits: %s', (other) => {
    expect(parseWebhookUrl(`https://discord.com/api/webhooks/${other}/t`, apiBase)).toEqual({
      ok: true,
      webhook: { id: other, token: 't' },
    });
  });

  it.each([
    ['http://127.0.0.1:4000/api/v10', `http://127.0.0.1:4000/api/v10/webhooks/${id}/${token}`],
    ['http://127.0.0.1:4000/api/v10', `http://127.0.0.1:4000/api/webhooks/${id}/${token}`],
    ['http://127.0.0.1:4000', `http://127.0.0.1:4000/webhooks/${id}/${token}`],
    ['https://proxy.example/discord/api/v10', `https://proxy.example/discord/api/v10/webhooks/${id}/${token}`],
    ['https://proxy.example/discord', `https://discord.com/api/webhooks/${id}/${token}`],
  ])('on the origin of %s: %s', (base, pasted) => {
    expect(parseWebhookUrl(pasted, base)).toEqual({ ok: true, webhook: { id, token } });
  });
});

describe('a wrong paste is explained', () => {
  it.each([
    ['nothing', '   ', 'it is empty'],
    ['a channel id', id, 'it is an id alone (of a channel, a server or a user), not a webhook URL'],
    ['a bot token', `MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${'x'.repeat(27)}`, 'it is a bot token'],
    ['a bot token with its prefix', `Bot MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${'x'.repeat(38)}`, 'it is a bot token'],
    ['an invitation', 'https://discord.gg/abcdef', 'it is an invitation to a server'],
    ['an invitation without https', 'discord.gg/abcdef', 'it is an invitation to a server'],
    ['an invitation on discord.com', 'https://discord.com/invite/abcdef', 'it is an invitation to a server'],
    ['a link to a channel', `https://discord.com/channels/${id}/${thread}`, 'it is the link to a channel or message'],
    [
      'a link that invites a bot',
      `https://discord.com/oauth2/authorize?client_id=${id}`,
      'it is the link that invites a bot',
    ],
    [
      'a URL without its token',
      `https://discord.com/api/webhooks/${id}`,
      'its second half, the token behind the id, is missing',
    ],
    [
      'a Slack suffix without a token',
      `https://discord.com/api/webhooks/${id}/slack`,
      'its second half, the token behind the id, is missing',
    ],
    ['a cut id', `https://discord.com/api/webhooks/12345/${token}`, 'the id in it is not 17 to 20 digits'],
    [
      'a strange token',
      `https://discord.com/api/webhooks/${id}/a%20b`,
      'what stands behind the id in it is not a token',
    ],
    ['a Slack webhook', 'https://hooks.slack.com/services/T0/B0/xyz', 'it is a webhook of Slack, not of Discord'],
    ['another host', `https://example.com/api/webhooks/${id}/${token}`, "its host is not one of Discord's"],
    ['a misspelt host', `https://dicsord.com/api/webhooks/${id}/${token}`, 'Did you mean "discord.com"?'],
    [
      'a host that only begins well',
      `https://discord.com.evil.example/api/webhooks/${id}/${token}`,
      "its host is not one of Discord's",
    ],
    ['another port', `https://discord.com:8443/api/webhooks/${id}/${token}`, "its host is not one of Discord's"],
    [
      'a disguised host',
      `https://discord.com@evil.example/api/webhooks/${id}/${token}`,
      "its host is not one of Discord's",
    ],
    [
      'a user name',
      `https://me:pw@discord.com/api/webhooks/${id}/${token}`,
      'it has a user name or password before the host',
    ],
    ['http', `http://discord.com/api/webhooks/${id}/${token}`, 'it begins with http://; write https:// instead'],
    ['no scheme', `discord.com/api/webhooks/${id}/${token}`, 'https:// is missing at its beginning'],
    ['only the end', `${id}/${token}`, 'only its end was copied'],
    [
      'two URLs',
      `https://discord.com/api/webhooks/${id}/${token} https://discord.com/`,
      'there is more in it than one URL',
    ],
    [
      'a foreign URL that contains one',
      `https://evil.example/?u=https://discord.com/api/webhooks/${id}/${token}`,
      "its host is not one of Discord's",
    ],
    ['text before it', `url=https://discord.com/api/webhooks/${id}/${token}`, 'it is not a URL'],
    ['another scheme', `ftp://discord.com/api/webhooks/${id}/${token}`, 'it is not a URL'],
    [
      'another address of Discord',
      `https://discord.com/api/v10/gateway`,
      "it is an address of Discord, but not a webhook's",
    ],
    [
      'a message of the webhook',
      `https://discord.com/api/webhooks/${id}/${token}/messages/${id}`,
      'what stands behind the id',
    ],
    [
      'a malformed thread',
      `https://discord.com/api/webhooks/${id}/${token}?thread_id=general`,
      'the thread_id in it is not 17 to 20 digits',
    ],
  ])('%s', (_, pasted, reason) => {
    const parsed = parseWebhookUrl(pasted, apiBase);
    expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(reason) });
    expect(JSON.stringify(parsed)).not.toMatch(/aBc-DEF|Cl2FMQ|xyz|abcdef/);
  });
});

describe('a webhook', () => {
  it('is posted to at the base of the API', () => {
    expect(webhookApiUrl({ id, token }, apiBase)).toBe(`https://discord.com/api/v10/webhooks/${id}/${token}`);
  });

  it('has one canonical text, which is read back', () => {
    const webhook = { id, token, threadId: thread };
    const url = canonicalWebhookUrl(webhook, 'http://127.0.0.1:1/x');
    expect(url).toBe(`http://127.0.0.1:1/x/webhooks/${id}/${token}?thread_id=${thread}`);
    expect(parseWebhookUrl(url, 'http://127.0.0.1:1/x')).toEqual({ ok: true, webhook });
  });

  it('is shown by the end of its id alone', () => {
    expect(maskedWebhook({ id, token })).toBe('discord.com/…/…5678/••••');
    expect(maskedWebhook({ id, token, threadId: thread })).toBe('discord.com/…/…5678/•••• (thread …5432)');
  });
});
