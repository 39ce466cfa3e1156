import { describe, expect, test } from 'vitest';
import type { LaneItem } from '../../../src/model/destination-kind.ts';
import { failure } from '../../helpers/fake-discord.ts';
import { anEvent, laneItem } from '../../helpers/lane-item.ts';
import { destinationOf, never, startWebhookWorld } from './_world.ts';

const payment = (name: string, parts: Partial<LaneItem['event']> = {}): LaneItem =>
  laneItem(anEvent('payment.completed', 'transactions', { player: { name }, ...parts }), { username: 'Frostvale' });

describe('a message whose target is one that is there', () => {
  test('takes its place: one message, the same id, with all that it holds now', async () => {
    const { discord, destination, deliver, post } = await startWebhookWorld();
    const id = await post([payment('Mira')]);
    const links = [{ label: 'Look', url: 'https://shop.example.com/1' }];
    const outcome = await deliver([payment('Kai', { links })], { edit: id });
    const { guildId, channelId } = destination.facts;
    expect(outcome).toMatchObject({
      kind: 'delivered',
      messageId: id,
      channelId,
      messageUrl: `https://discord.com/channels/${guildId}/${channelId}/${id}`,
    });
    expect(discord.messages()).toHaveLength(1);
    expect(discord.messages()[0]?.body).toMatchObject({
      embeds: [{ author: { name: 'Kai' } }],
      components: [{ components: [{ label: 'Look' }] }],
    });
    expect(discord.requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 200],
      ['PATCH', 200],
    ]);
    expect(discord.violations).toEqual([]);
  });

  test('loses what it no longer holds', async () => {
    const { discord, deliver, post } = await startWebhookWorld();
    const text = 'a stack trace, '.repeat(400);
    const links = [{ label: 'Look', url: 'https://shop.example.com/1' }];
    const id = await post([payment('Mira', { description: text, links }), payment('Kai')]);
    expect(discord.messages()[0]?.files.length).toBe(1);
    await deliver([payment('Lena')], { edit: id });
    const [message] = discord.messages();
    expect(message?.files).toEqual([]);
    expect(message?.body).toMatchObject({ embeds: [{ author: { name: 'Lena' } }], components: [] });
  });

  test('is found in the thread where it stands', async () => {
    const { discord, kind, deliver, post } = await startWebhookWorld();
    const url = `${discord.addWebhook().url}?thread_id=700000000000000077`;
    const inThread = destinationOf(kind, url);
    const id = await post([payment('Mira')], inThread);
    expect(await deliver([payment('Kai')], { edit: id }, inThread)).toMatchObject({ kind: 'delivered', messageId: id });
    expect(discord.messages()[0]?.threadId).toBe('700000000000000077');
  });

  test.each([
    ['was deleted', { edit: '500000000000009999' }],
    ['has an id that is none', { edit: '../../../users/@me?' }],
  ])('is refused where that %s; nothing is posted in its stead', async (_, target) => {
    const { discord, deliver } = await startWebhookWorld();
    const outcome = await deliver([payment('Kai')], target);
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(discord.messages()).toEqual([]);
    expect(discord.requests.map(({ method, route }) => [method, route])).toEqual([
      ['PATCH', '/webhooks/{id}/{token}/messages/{message}'],
    ]);
  });

  test('says that the message is gone, which is not that the webhook is', async () => {
    const { discord, destination, deliver, post } = await startWebhookWorld();
    const id = await post([payment('Mira')]);
    expect(await deliver([payment('Kai')], { edit: '500000000000009999' })).toMatchObject({
      kind: 'refused',
      code: 10_008,
      reason: 'the message was deleted in Discord',
    });
    discord.deleteWebhook(String(destination.settings['id']));
    expect(await deliver([payment('Kai')], { edit: id })).toMatchObject({ kind: 'gone', code: 10_015 });
  });

  test('is left to time where Discord says nothing, or is not well', async () => {
    const { clock, discord, deliver, post } = await startWebhookWorld();
    const id = await post([payment('Mira')]);
    const patch = { method: 'PATCH', times: 1 };
    discord.fail({ ...patch, with: failure.serverError() });
    expect(await deliver([payment('Kai')], { edit: id })).toMatchObject({ kind: 'retry', statusCode: 503 });
    discord.fail({ ...patch, with: failure.cutAfter });
    expect(await deliver([payment('Kai')], { edit: id })).toMatchObject({ kind: 'uncertain' });
    discord.fail({ ...patch, with: failure.hang });
    const hanging = deliver([payment('Kai')], { edit: id });
    await discord.waitFor(() => discord.count({ method: 'PATCH' }) === 3);
    clock.advance(10_000);
    expect(await hanging).toEqual({ kind: 'uncertain', reason: 'no answer within 10 s' });
  });

  test('waits for limits of its own: edits and posts hold each other up in nothing, and no limit is broken', async () => {
    const { clock, discord, kind, destination, deliver, post } = await startWebhookWorld();
    const id = await post([payment('Mira')]);
    for (let count = 0; count < 4; count += 1) await post([payment('Mira')]);
    for (let count = 0; count < 5; count += 1) await deliver([payment(`p${count}`)], { edit: id });
    let isIn = '';
    void kind.limiter.enter(destination, never, { edit: id }).then(() => {
      isIn = 'edit';
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([isIn, kind.limiter.use(destination).text]).toEqual(['', 'webhook 5 of 5, channel 5 of 30']);
    clock.advance(2_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIn).toBe('edit');
    kind.limiter.leave(destination);
    expect(discord.count({ status: 429 })).toBe(0);
  });

  test('is waited with where Discord says so, and posts go on meanwhile', async () => {
    const { clock, discord, kind, destination, deliver, post } = await startWebhookWorld();
    const id = await post([payment('Mira')]);
    discord.fail({ method: 'PATCH', times: 1, with: failure.shared429(3) });
    expect(await deliver([payment('Kai')], { edit: id })).toMatchObject({ kind: 'rate_limited', afterMs: 3_000 });
    await post([payment('Lena')]);
    let isIn = false;
    void kind.limiter.enter(destination, never, { edit: id }).then(() => {
      isIn = true;
    });
    clock.advance(3_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIn).toBe(false);
    clock.advance(125);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIn).toBe(true);
  });
});

describe('what a sender asks of a message', () => {
  test('is read, changed in part and deleted, with the words of Discord', async () => {
    const { discord, kind, destination, post } = await startWebhookWorld();
    const messageId = await post([payment('Mira')]);
    const ask = (method: 'GET' | 'PATCH' | 'DELETE', body?: Record<string, unknown>) =>
      kind.edit?.(destination, { method, messageId, ...(body && { body }) }, never);
    expect(await ask('GET')).toMatchObject({
      outcome: { kind: 'delivered', statusCode: 200 },
      body: { id: messageId },
    });
    expect(await ask('PATCH', { content: 'Solved @everyone', username: 'Else' })).toMatchObject({
      outcome: { kind: 'delivered', statusCode: 200, messageId },
      body: { id: messageId, content: 'Solved @everyone' },
    });
    expect(discord.messages()[0]?.body).toMatchObject({ content: 'Solved @everyone', embeds: [expect.anything()] });
    expect(discord.pings).toEqual([]);
    expect(await ask('DELETE')).toMatchObject({ outcome: { kind: 'delivered', statusCode: 204 }, body: undefined });
    expect(await ask('GET')).toMatchObject({
      outcome: { kind: 'refused', statusCode: 404, code: 10_008 },
      body: { code: 10_008 },
    });
    expect(discord.violations).toEqual([]);
  });

  test('keeps its buttons', async () => {
    const { discord, kind, destination, post } = await startWebhookWorld();
    const messageId = await post([payment('Mira')]);
    const button = { type: 2, style: 5, label: 'Look', url: 'https://shop.example.com/1' };
    const body = { content: 'Here', components: [{ type: 1, components: [button] }] };
    await kind.edit?.(destination, { method: 'PATCH', messageId, body }, never);
    expect(discord.messages()[0]?.body['components']).toEqual(body.components);
  });

  test('has an outcome where no answer comes, or nobody waits for one', async () => {
    const { discord, kind, destination, post } = await startWebhookWorld();
    const edit = { method: 'GET', messageId: await post([payment('Mira')]) } as const;
    expect(await kind.edit?.(destination, edit, AbortSignal.abort())).toEqual({
      outcome: { kind: 'retry', reason: 'the limits did not let it out in time' },
    });
    discord.fail({ method: 'GET', times: 1, with: failure.cutBefore });
    expect(await kind.edit?.(destination, edit, never)).toMatchObject({ outcome: { kind: 'uncertain' } });
    await discord.down();
    expect(await kind.edit?.(destination, edit, never)).toMatchObject({ outcome: { kind: 'retry' } });
    await discord.up();
  });
});
