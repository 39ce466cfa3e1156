import { expect, test } from 'vitest';
import type { LaneItem } from '../../../src/model/destination-kind.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { apiError } from '../../helpers/fake-discord/reply.ts';
import { itemOf, type KindWorld, never, noOptions, startKindWorld } from './_world.ts';

const patches = { method: 'PATCH', route: '/channels/{channel}/messages/{message}' } as const;

async function edit({ kind, destination }: KindWorld, id: string, items: readonly LaneItem[]): Promise<Outcome> {
  await kind.limiter.enter(destination, never, { edit: id });
  return kind.send({ ...kind.render(items, noOptions, destination), target: { edit: id } }, destination);
}

async function post({ deliver }: KindWorld, items: readonly LaneItem[]): Promise<string> {
  const outcome = await deliver(items);
  if (outcome.kind !== 'delivered' || outcome.messageId === undefined) throw new Error(JSON.stringify(outcome));
  return outcome.messageId;
}

test('a message takes the place of one that is there, with the buttons it has now', async () => {
  const world = await startKindWorld();
  const { channel, discord } = world;
  const id = await post(world, [itemOf(1, 'error.server_crash')]);
  expect(channel.messages[0]?.components).toHaveLength(1);
  const outcome = await edit(world, id, [itemOf(2), itemOf(3)]);
  expect(outcome).toMatchObject({ kind: 'delivered', messageId: id, channelId: channel.id });
  expect(channel.messages).toHaveLength(1);
  const [message] = channel.messages;
  expect(message?.embeds.map((embed) => embed['author'])).toMatchObject([{ name: 'p2' }, { name: 'p3' }]);
  expect([message?.components, message?.edits]).toEqual([[], 1]);
  expect(discord.violations).toEqual([]);
});

test.each([
  [404, 10_008, 'refused', 'was deleted'],
  [403, 50_005, 'refused', 'not ours'],
  [400, 50_083, 'refused', 'archived'],
  [404, 10_003, 'gone', 'another channel'],
  [403, 50_001, 'gone', 'View Channel'],
  [400, 50_035, 'refused', 'form'],
  [502, 0, 'retry', '502'],
])('%i with code %i to an edit means %s', async (status, code, kind, words) => {
  const world = await startKindWorld();
  const id = await post(world, [itemOf(1)]);
  world.discord.fail({ ...patches, with: { reply: () => apiError(status, code, 'no') } });
  expect(await edit(world, id, [itemOf(2)])).toMatchObject({ kind, reason: expect.stringContaining(words) });
});

test('a message that somebody has deleted is not posted again', async () => {
  const world = await startKindWorld();
  const id = await post(world, [itemOf(1)]);
  world.channel.messages[0]?.delete();
  expect(await edit(world, id, [itemOf(2)])).toMatchObject({ kind: 'refused', code: 10_008 });
  expect(world.channel.messages.filter(({ isDeleted }) => !isDeleted)).toEqual([]);
});

test('a token that is refused holds edits up too', async () => {
  const world = await startKindWorld();
  const id = await post(world, [itemOf(1)]);
  world.discord.fail({ ...patches, times: 1, with: { reply: () => apiError(401, 0, '401: Unauthorized') } });
  expect(await edit(world, id, [itemOf(2)])).toMatchObject({
    kind: 'retry',
    reason: expect.stringMatching(/DISCORD_BOT_TOKEN/),
  });
  const stop = new AbortController();
  const entered = world.kind.limiter.enter(world.destination, stop.signal, { edit: id });
  stop.abort();
  expect(await entered).toBe(false);
});
