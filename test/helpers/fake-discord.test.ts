import { WebhookClient } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { call, noLimits, post, quiet, send, start, v10 } from './fake-discord/_client.ts';

describe('webhooks', () => {
  test('a webhook has the URL that people paste', async () => {
    const { discord, webhook } = await start();
    expect(webhook.id).toMatch(/^\d{18}$/);
    expect(webhook.token).toMatch(/^[\w-]{68}$/);
    expect(webhook.url).toBe(`${discord.origin}/api/webhooks/${webhook.id}/${webhook.token}`);
    expect(discord.apiBase).toBe(`${discord.origin}/api/v10`);
  });

  test('it is shown without its maker, renamed and deleted', async () => {
    const { discord, webhook } = await start();
    const url = v10(webhook.url);
    expect(await call(url)).toMatchObject({
      status: 200,
      body: { type: 1, id: webhook.id, channel_id: webhook.channelId, guild_id: webhook.guildId, application_id: null },
    });
    expect((await call(url)).body).not.toHaveProperty('user');
    expect(await send('PATCH', url, { name: 'Sales' })).toMatchObject({ status: 200, body: { name: 'Sales' } });
    expect((await send('PATCH', url, { name: 'My Discord' })).body.errors.name._errors[0].code).toBe(
      'USERNAME_INVALID_CONTAINS',
    );
    expect((await call(url, { method: 'DELETE' })).status).toBe(204);
    expect(await call(url)).toMatchObject({ status: 404, body: { code: 10015, message: 'Unknown Webhook' } });
    expect(discord.violations).toEqual([]);
  });

  test('wrong token, wrong id, no id at all, and no token', async () => {
    const { discord, webhook } = await start(noLimits);
    const of = (path: string, method = 'POST') => send(method, discord.apiBase + path, { content: 'x' });
    expect(await of(`/webhooks/${webhook.id}/wrong`)).toMatchObject({ status: 401, body: { code: 50027 } });
    expect(await of('/webhooks/299999999999999999/wrong')).toMatchObject({ status: 404, body: { code: 10015 } });
    expect((await of('/webhooks/mine/wrong')).body.errors.webhook_id._errors[0].message).toBe(
      'Value "mine" is not snowflake.',
    );
    expect(await of(`/webhooks/${webhook.id}`)).toMatchObject({
      status: 405,
      body: { message: '405: Method Not Allowed', code: 0 },
    });
    expect(await of(`/webhooks/${webhook.id}/${webhook.token}`, 'PUT')).toMatchObject({ status: 405 });
    expect(await of('/nothing')).toMatchObject({ status: 404, body: { code: 0 } });
    expect((await call(`${discord.apiBase}/gateway`)).status).toBe(200);
    expect((await call(`${discord.origin}/api/v5/gateway`)).status).toBe(400);
  });

  test('what is used again after it was gone is noted, and counts as invalid where it does', async () => {
    const { discord, webhook } = await start();
    discord.deleteWebhook(webhook.id);
    await post(webhook, { content: 'x', ...quiet });
    expect(discord.violations).toEqual([]);
    await post(webhook, { content: 'x', ...quiet });
    expect(discord.violations).toEqual([{ rule: 'used_after_gone', webhookId: webhook.id }]);
    expect(discord.invalidRequests).toBe(0);
  });
});

describe('messages', () => {
  test('with wait the saved message comes back, whole', async () => {
    const { discord, webhook, clock } = await start();
    const embeds = [{ title: 'Hello', color: 5 }];
    const { status, body } = await post(webhook, { content: '  hi  ', embeds, username: 'Shop', ...quiet });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      channel_id: webhook.channelId,
      webhook_id: webhook.id,
      type: 0,
      author: { id: webhook.id, username: 'Shop', bot: true },
      content: 'hi',
      timestamp: '2026-01-01T00:00:00.000000+00:00',
      edited_timestamp: null,
      tts: false,
      pinned: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [{ title: 'Hello', color: 5, type: 'rich' }],
      components: [],
      flags: 0,
    });
    expect(discord.messages(webhook.id)).toMatchObject([
      {
        id: body.id,
        webhookId: webhook.id,
        timestamp: clock.now(),
        body: { content: '  hi  ', embeds, username: 'Shop' },
      },
    ]);
    expect(discord.messages('other')).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  test('without wait there is nothing but 204', async () => {
    const { discord, webhook } = await start();
    expect(await post(webhook, { content: 'hi', ...quiet }, '')).toMatchObject({ status: 204, body: '' });
    expect(discord.messages()).toHaveLength(1);
    expect(discord.violations).toEqual([{ rule: 'no_wait', webhookId: webhook.id }]);
  });

  test('a message is read, edited and deleted, by its own webhook only', async () => {
    const { discord, webhook, clock } = await start();
    const { body } = await post(webhook, { content: 'one', embeds: [{ title: 'stays' }] });
    const url = `${v10(webhook.url)}/messages/${body.id}`;
    expect(await call(url)).toMatchObject({ status: 200, body: { id: body.id, content: 'one' } });
    clock.advance(1000);
    expect(await send('PATCH', url, { content: 'two' })).toMatchObject({
      status: 200,
      body: { content: 'two', embeds: [{ title: 'stays' }], edited_timestamp: '2026-01-01T00:00:01.000000+00:00' },
    });
    expect(await send('PATCH', url, { content: null, embeds: null })).toMatchObject({
      status: 400,
      body: { code: 50006 },
    });
    const other = discord.addWebhook();
    expect(await call(`${v10(other.url)}/messages/${body.id}`)).toMatchObject({ status: 404, body: { code: 10008 } });
    expect((await call(url, { method: 'DELETE' })).status).toBe(204);
    expect(await call(url)).toMatchObject({ status: 404, body: { code: 10008 } });
    expect(discord.messages()).toMatchObject([
      { body: { content: 'two' }, editedAt: clock.now(), deletedAt: clock.now() },
    ]);
  });

  test('a message in a thread is found with the thread only', async () => {
    const { webhook } = await start();
    const thread = '300000000000000777';
    const { body } = await post(webhook, { content: 'x' }, `?wait=true&thread_id=${thread}`);
    expect(body.channel_id).toBe(thread);
    const url = `${v10(webhook.url)}/messages/${body.id}`;
    expect((await call(url)).status).toBe(404);
    expect((await call(`${url}?thread_id=${thread}`)).status).toBe(200);
  });

  test('a forum wants a thread, other channels cannot make one', async () => {
    const { discord, webhook } = await start();
    const forum = discord.addWebhook({ forum: true });
    const thread = '?wait=true&thread_id=300000000000000777';
    expect(await post(forum, { content: 'x' })).toMatchObject({ status: 400, body: { code: 220001 } });
    expect(await post(forum, { content: 'x', thread_name: 'n' }, thread)).toMatchObject({ body: { code: 220002 } });
    expect(await post(webhook, { content: 'x', thread_name: 'n' })).toMatchObject({ body: { code: 220003 } });
    expect((await post(forum, { content: 'x' }, thread)).status).toBe(200);
    const made = await post(forum, { content: 'x', thread_name: 'n' });
    expect(made.status).toBe(200);
    expect(made.body.channel_id).not.toBe(forum.channelId);
    expect((await post(webhook, { content: 'x' }, '?thread_id=general')).body.errors.thread_id).toBeDefined();
  });

  test('files travel as multipart and can be dropped by an edit', async () => {
    const { discord, webhook } = await start();
    const form = new FormData();
    form.set('payload_json', JSON.stringify({ attachments: [{ id: 0, filename: 'log.txt' }] }));
    form.set('files[0]', new Blob(['grüße']), 'log.txt');
    const { status, body } = await call(`${v10(webhook.url)}?wait=true`, { method: 'POST', body: form });
    expect(status).toBe(200);
    expect(body.attachments).toMatchObject([{ filename: 'log.txt', size: 7 }]);
    expect(discord.messages()[0]?.files).toMatchObject([{ name: 'log.txt', text: 'grüße', size: 7 }]);
    const url = `${v10(webhook.url)}/messages/${body.id}`;
    const kept = await send('PATCH', url, { attachments: [{ id: body.attachments[0].id }] });
    expect(kept.body.attachments).toHaveLength(1);
    expect((await send('PATCH', url, { content: 'no file', attachments: [] })).body.attachments).toEqual([]);
  });

  test('whom a message would notify', async () => {
    const { discord, webhook } = await start(noLimits);
    const content = '<@11> <@!12> <@&21> @everyone';
    const send = async (message: object) => {
      const { body } = await post(webhook, { content, ...message });
      const [ping, ...more] = discord.pings.splice(0);
      expect(more).toEqual([]);
      return ping && { ...ping, messageId: ping.messageId === body.id };
    };
    expect(await send({ allowed_mentions: { parse: [] } })).toBeUndefined();
    expect(discord.violations).toEqual([]);
    expect(await send({})).toEqual({ messageId: true, users: ['11', '12'], roles: [], everyone: false });
    expect(discord.violations).toEqual([{ rule: 'no_allowed_mentions', webhookId: webhook.id }]);
    expect(await send({ allowed_mentions: { parse: ['everyone'], roles: ['21'], users: ['12'] } })).toEqual({
      messageId: true,
      users: ['12'],
      roles: ['21'],
      everyone: true,
    });
    expect(await send({ content: 'x', embeds: [{ title: '<@11> @everyone' }] })).toBeUndefined();
  });

  test('without recording only totals are kept', async () => {
    const { discord, webhook } = await start({ record: false });
    await post(webhook, { content: 'x', embeds: [{ title: 'a' }, { title: 'b' }] });
    expect(discord.messages()).toEqual([]);
    expect(discord.requests).toEqual([]);
    expect(discord.totals).toEqual({ requests: 1, messages: 1, embeds: 2, byStatus: new Map([[200, 1]]) });
  });

  test('without validation anything is saved', async () => {
    const { discord, webhook } = await start({ validate: false });
    expect((await post(webhook, {})).status).toBe(200);
    expect(discord.messages()).toHaveLength(1);
  });

  test('a real discord.js client posts, edits and deletes', async () => {
    const { discord, webhook } = await start();
    const client = new WebhookClient(
      { id: webhook.id, token: webhook.token },
      { rest: { api: `${discord.origin}/api` } },
    );
    const file = { attachment: Buffer.from('text'), name: 'a.txt' };
    const message = await client.send({ content: 'from discord.js', embeds: [{ title: 't' }], files: [file] });
    expect(discord.messages()).toMatchObject([
      { id: message.id, body: { content: 'from discord.js', embeds: [{ title: 't' }] }, files: [{ name: 'a.txt' }] },
    ]);
    await client.editMessage(message.id, { content: 'edited' });
    await client.deleteMessage(message.id);
    expect(discord.messages()).toMatchObject([{ body: { content: 'edited' }, deletedAt: expect.any(Number) }]);
    await expect(client.send({ content: 'x'.repeat(2001) })).rejects.toThrow('content[BASE_TYPE_MAX_LENGTH]');
    client.destroy();
  });
});

describe('what is noted', () => {
  test('every request with what came of it', async () => {
    const { discord, webhook, clock } = await start();
    const seen: unknown[] = [];
    const off = discord.on('request', ({ status }) => seen.push(status));
    const { body } = await post(webhook, { content: 'x' });
    await post(webhook, {});
    off();
    await call(v10(webhook.url));
    expect(discord.requests[0]).toEqual({
      method: 'POST',
      route: '/webhooks/{id}/{token}',
      version: 10,
      webhookId: webhook.id,
      at: clock.now(),
      status: 200,
      code: undefined,
      scope: undefined,
      wasRecorded: true,
      messageId: body.id,
    });
    expect(seen).toEqual([200, 400]);
    expect(discord.count()).toBe(3);
    expect(discord.count({ method: 'POST', status: 400, code: 50006 })).toBe(1);
    expect(discord.mostInFlight).toBe(1);
  });

  test('waiting for what never happens ends with an error', async () => {
    const { discord } = await start();
    await expect(discord.waitFor(() => discord.inFlight > 99, 10)).rejects.toThrow('Not so within 10 ms');
  });
});
