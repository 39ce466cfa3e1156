import { expect, test } from 'vitest';
import { CrierError } from '../../../src/model/errors.ts';
import { apiError } from '../../helpers/fake-discord/reply.ts';
import { failure } from '../../helpers/fake-discord.ts';
import { destinationOf, itemOf, makeKind, never, noOptions, startKindWorld } from './_world.ts';

const posts = { method: 'POST', route: '/channels/{channel}/messages' } as const;
const minute = 60_000;
const turns = async () => {
  for (let count = 0; count < 50; count += 1) await new Promise((resolve) => setTimeout(resolve, 2));
};

test.each([['1480000000000000001'], [' 1480000000000000001 ']])('takes the id of a channel: %j', (id) => {
  const kind = makeKind({ discord: noDiscord });
  expect(kind.accept({ channel_id: id })).toEqual({
    settings: { channel_id: '1480000000000000001' },
    identity: '1480000000000000001',
    label: 'channel …0001',
  });
});

test.each([['#sales'], ['123'], [''], [5], [undefined], ['https://discord.com/channels/1/2']])(
  'says what an id is for %j',
  (id) => {
    const kind = makeKind({ discord: noDiscord });
    const refused = errorOf(() => kind.accept({ channel_id: id }));
    expect(refused).toMatchObject({ code: 'invalid_destination', errors: [{ path: 'channel' }] });
    expect(refused?.errors[0]?.message).toContain('Copy Channel ID');
  },
);

test('a message arrives, by the token alone, and its link is known', async () => {
  const { discord, channel, guild, destination, deliver } = await startKindWorld();
  const facts = { channelId: channel.id, guildId: guild.id };
  const outcome = await deliver([itemOf(1), itemOf(2)], { ...destination, facts });
  const [message] = channel.messages;
  expect(outcome).toMatchObject({
    kind: 'delivered',
    messageId: message?.id,
    channelId: channel.id,
    messageUrl: `https://discord.com/channels/${guild.id}/${channel.id}/${message?.id}`,
  });
  expect(message?.embeds).toHaveLength(2);
  expect(discord.violations).toEqual([]);
});

test('a check tells the name of the channel and its server', async () => {
  const { clock, channel, guild, kind, destination } = await startKindWorld();
  expect(await kind.check?.(destination, never)).toEqual({
    result: 'ok',
    facts: { name: '#sales', channelId: channel.id, guildId: guild.id, checkedAt: clock.now() },
  });
});

test.each([
  [4, /Take the id of a text channel/],
  [15, /id of one of its posts/],
])('a channel of type %i is no target', async (type, reason) => {
  const { kind, guild } = await startKindWorld();
  const other = destinationOf(kind, guild.addChannel({ type }).id);
  expect(await kind.check?.(other, never)).toMatchObject({ result: 'bad', reason: expect.stringMatching(reason) });
});

test('a channel that is not there is bad, a Discord that does not answer is unknown', async () => {
  const { kind, channel, discord, destination } = await startKindWorld();
  channel.delete();
  expect(await kind.check?.(destination, never)).toMatchObject({ result: 'bad', code: 10_003 });
  await discord.down();
  expect(await kind.check?.(destination, never)).toMatchObject({ result: 'unknown' });
  await discord.up();
});

test.each([
  [403, 50_001, 'gone', 'View Channel, Send Messages, Embed Links and Attach Files'],
  [403, 50_013, 'gone', 'View Channel, Send Messages, Embed Links and Attach Files'],
  [404, 10_003, 'gone', 'Set the route to another channel'],
  [400, 50_083, 'gone', 'archived'],
  [400, 160_005, 'gone', 'locked'],
  [400, 50_008, 'gone', 'text channel'],
  [400, 200_000, 'refused', "Allow the bot's role"],
  [400, 50_006, 'refused', 'empty'],
  [400, 20_028, 'retry', 'no more messages for now'],
  [502, 0, 'retry', 'Discord answered 502'],
])('%i with code %i means %s, with the cure', async (status, code, kind, words) => {
  const { discord, deliver } = await startKindWorld();
  discord.fail({ ...posts, with: { reply: () => apiError(status, code, 'no') } });
  const outcome = await deliver([itemOf(1)]);
  expect(outcome).toMatchObject({ kind, reason: expect.stringContaining(words) });
  expect('reason' in outcome && outcome.reason).not.toMatch(/webhook|thread_id/);
});

test('404 without a code says nothing of the channel', async () => {
  const { discord, deliver } = await startKindWorld();
  discord.fail({ ...posts, with: failure.answer({ status: 404, body: '<html></html>' }) });
  expect(await deliver([itemOf(1)])).toMatchObject({ kind: 'retry' });
});

test('without a token nothing is asked and nothing sent: it waits, and says what is missing', async () => {
  const { discord, kind, destination } = await startKindWorld({ token: null });
  const stop = new AbortController();
  const entered = kind.limiter.enter(destination, stop.signal);
  expect(await Promise.race([entered, turns().then(() => 'waits')])).toBe('waits');
  expect(await kind.check?.(destination, never)).toMatchObject({ result: 'unknown' });
  expect(kind.obstacle?.()).toMatch(/DISCORD_BOT_TOKEN/);
  expect(kind.limiter.use(destination)).toMatchObject({ closedForMs: 0, cause: kind.obstacle?.() });
  stop.abort();
  expect(await entered).toBe(false);
  expect(discord.requests).toEqual([]);
});

test('a token that is refused closes all channels, is asked about ever more seldom, and opens them again', async () => {
  const { clock, discord, guild, kind, destination, deliver } = await startKindWorld();
  const rule = discord.fail({ with: { reply: () => apiError(401, 0, '401: Unauthorized') } });
  expect(await deliver([itemOf(1)])).toMatchObject({
    kind: 'retry',
    statusCode: 401,
    reason: expect.stringMatching(/DISCORD_BOT_TOKEN/),
  });
  const other = destinationOf(kind, guild.addChannel().id);
  let entered = 0;
  for (const one of [destination, other]) {
    void kind.limiter.enter(one, never).then(() => {
      entered += 1;
    });
  }
  const askedAt = (ms: number) => {
    clock.advance(ms);
    return turns().then(() => discord.count({ route: '/users/@me' }));
  };
  expect(await askedAt(5 * minute - 1)).toBe(0);
  expect(kind.limiter.use(other)).toMatchObject({ closedForMs: 1, cause: kind.obstacle?.() });
  expect(await askedAt(1)).toBe(1);
  expect(await askedAt(10 * minute - 1)).toBe(1);
  expect(await askedAt(1)).toBe(2);
  // Discord that does not answer says nothing of it.
  rule.clear();
  const down = discord.fail({ with: failure.serverError() });
  expect(await askedAt(20 * minute)).toBe(3);
  expect([entered, kind.obstacle?.()]).toEqual([0, expect.stringMatching(/DISCORD_BOT_TOKEN/)]);
  down.clear();
  expect(await askedAt(20 * minute)).toBe(4);
  expect([entered, kind.obstacle?.()]).toEqual([2, undefined]);
  expect(discord.count({ route: '/channels/{channel}/messages' })).toBe(1);
});

test('destinations of several stores share the limit of their channel', async () => {
  const { kind, clock, discord, destination, deliver } = await startKindWorld();
  const headers = { 'X-RateLimit-Limit': '5', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset-After': '5.000' };
  discord.fail({
    ...posts,
    times: 1,
    with: failure.answer({ status: 200, headers, body: { id: '1', channel_id: '2' } }),
  });
  await deliver([itemOf(1)]);
  const other: typeof destination = { ...destination, id: 'dst_other', store: 'workshop' };
  let isIn = false;
  void kind.limiter.enter(other, never).then(() => {
    isIn = true;
  });
  clock.advance(4_999);
  await turns();
  expect(isIn).toBe(false);
  expect(kind.limiter.use(other)).toMatchObject({ used: 1, text: 'channel 5 of 5' });
  clock.advance(1);
  await turns();
  expect(isIn).toBe(true);
});

const noDiscord = {
  apiBase: 'https://discord.invalid/api/v10',
  channelLimit: undefined,
  globalLimit: undefined,
  botToken: undefined,
};

function errorOf(run: () => unknown): CrierError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof CrierError) return error;
    throw error;
  }
  return undefined;
}

test('many messages that are refused at once are one refusal', async () => {
  const { clock, discord, guild, kind, destination } = await startKindWorld();
  const rule = discord.fail({ with: { reply: () => apiError(401, 0, '401: Unauthorized') } });
  const others = Array.from({ length: 8 }, () => destinationOf(kind, guild.addChannel().id));
  await Promise.all(others.map((one) => kind.limiter.enter(one, never)));
  await Promise.all(others.map((one) => kind.send(kind.render([itemOf(1)], noOptions, one), one)));
  rule.clear();
  const first = others[0] ?? destination;
  const entered = kind.limiter.enter(first, never);
  clock.advance(5 * minute);
  expect(await Promise.race([entered, turns().then(() => 'waits')])).toBe(true);
  expect(await kind.send(kind.render([itemOf(2)], noOptions, first), first)).toMatchObject({ kind: 'delivered' });
});
