import { expect, test } from 'vitest';
import { FakeClock } from '../helpers/fake-clock.ts';
import { delivered, failed, payment, payments, playersIn, refuseAll, statusesOf, untilStatuses } from './_events.ts';
import { buttonsOf, textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

test('/replay counts, asks, and puts back what has failed, saying by whom', async () => {
  const world = await startBotWorld();
  const { run, press, sales } = world;
  await delivered(world, payment('Steve'));
  await failed(world, payment('Alex'), payment('Kim'));
  const asked = await run('replay');
  expect(asked.isEphemeral).toBe(true);
  expect(textOf(asked.message)).toMatch(/Replay 2 failed deliveries\?\nEverything that has failed is sent again/);
  expect(buttonsOf(asked.message)).toEqual(['Replay 2', 'Leave it']);
  expect(await statusesOf(world)).toEqual({ delivered: 1, failed: 2 });

  await press(asked.message, 'Replay 2');
  expect(textOf(asked.message)).toMatch(/2 put back by <@900000000000000001>\. <\/status:\d+> shows how they go\./);
  expect(buttonsOf(asked.message)).toEqual([]);
  await untilStatuses(world, { delivered: 3 });
  expect(playersIn(world, sales.id)).toEqual(['Steve', 'Alex', 'Kim']);
});

test('whoever leaves it changes nothing', async () => {
  const world = await startBotWorld();
  const { run, press } = world;
  await failed(world, payment('Alex'));
  const { message } = await run('replay');
  expect(textOf(message)).toContain('Replay 1 failed delivery?');
  await press(message, 'Leave it');
  expect(textOf(message)).toBe('Nothing was replayed.');
  expect(buttonsOf(message)).toEqual([]);
  expect(await statusesOf(world)).toEqual({ failed: 1 });
});

test('filters narrow the question and the answer alike', async () => {
  const world = await startBotWorld();
  const { run, press, sales, crier, suggest } = world;
  await failed(world, payment('Alex'), { type: 'error.plugin', player: { name: 'Ray' } });
  const [destination = ''] = await suggest('replay', 'destination', 'all');
  expect(crier.app.deps.registries.destinations.find(destination)?.facts.name).toBe('all');
  const { message } = await run('replay', { category: 'errors', since: '1h', destination });
  expect(textOf(message)).toMatch(/failed of the category Errors for <#\d+> since <t:\d+:R>/);
  await press(message, 'Replay 1');
  await untilStatuses(world, { delivered: 1, failed: 1 });
  expect(playersIn(world, sales.id)).toEqual(['Ray']);
});

test('nothing to do is told without a question', async () => {
  const world = await startBotWorld();
  const { run } = world;
  const nothing = await run('replay');
  expect(textOf(nothing.message)).toBe('Nothing has failed.');
  expect(buttonsOf(nothing.message)).toEqual([]);
  await failed(world, payment('Alex'));
  expect(textOf((await run('replay', { category: 'errors' })).message)).toBe(
    'Nothing has failed of the category Errors.',
  );
  expect(textOf((await run('replay', { destination: 'nowhere' })).message)).toContain(
    'There is no destination "nowhere"',
  );
  expect(textOf((await run('replay', { since: 'ages' })).message)).toContain('"ages" is no length of time');
});

test('a question that is older than five minutes is asked again with what has failed by then', async () => {
  const clock = new FakeClock(Date.now());
  const world = await startBotWorld({ app: { clock } });
  const { run, press } = world;
  await failed(world, payment('Alex'));
  const { message } = await run('replay');
  await failed(world, payment('Kim'));
  clock.advance(6 * 60_000);
  await press(message, 'Replay 1');
  expect(buttonsOf(message)).toEqual(['Replay 2', 'Leave it']);
  expect(await statusesOf(world)).toEqual({ failed: 2 });
  clock.advance(4 * 60_000);
  await press(message, 'Replay 2');
  await untilStatuses(world, { delivered: 2 });
});

test('a question is answered once: the second press finds nothing', async () => {
  const world = await startBotWorld();
  const { run, press } = world;
  await failed(world, payment('Alex'));
  const { message } = await run('replay');
  const { message: same } = await run('replay');
  await press(message, 'Replay 1');
  await untilStatuses(world, { delivered: 1 });
  await press(same, 'Replay 1');
  expect(textOf(same)).toContain('Nothing has failed');
  expect(await statusesOf(world)).toEqual({ delivered: 1 });
});

test('more than 100 are replayed by their number; where that has changed, it asks anew', async () => {
  const world = await startBotWorld();
  const { run, press } = world;
  const rule = refuseAll(world);
  await world.crier.post(...payments(100));
  await world.crier.post(payment('one more'));
  await expect.poll(async () => textOf((await run('replay')).message), { timeout: 15_000 }).toContain('Replay 101');
  const { message } = await run('replay');
  await world.crier.post(payment('late'));
  await expect.poll(async () => textOf((await run('replay')).message)).toContain('Replay 102');
  rule.clear();
  await press(message, 'Replay 101');
  expect(textOf(message)).toContain('Replay 102 failed deliveries?');
  await press(message, 'Replay 102');
  expect(textOf(message)).toContain('102 put back');
  await expect.poll(() => world.crier.request('GET', '/v1/status').then(({ body }) => body.state)).toBe('ok');
});

test('one delivery alone is shown first, and goes by its own button', async () => {
  const world = await startBotWorld();
  const { run, press, discord, guild } = world;
  await failed(world, payment('Alex'), payment('Kim'));
  const [choice] = await discord.bot.autocomplete(guild, 'replay', {}, { name: 'delivery', value: 'kim' });
  const { message } = await run('replay', { delivery: String(choice?.value) });
  expect(textOf(message)).toMatch(/Player: Kim/);
  expect(await statusesOf(world)).toEqual({ failed: 2 });
  await press(message, 'Replay');
  await untilStatuses(world, { failed: 1, delivered: 1 });
  expect(playersIn(world, world.sales.id)).toEqual(['Kim']);
});

test('pressing twice repeats nothing, however fast the first press was done', async () => {
  const world = await startBotWorld();
  await failed(world, payment('Alex'));
  const { message } = await world.run('delivery', { id: 'Alex' });
  const before = structuredClone(message.body);
  await world.press(message, 'Replay');
  await untilStatuses(world, { delivered: 1 });
  message.body = before;
  expect(told(await world.press(message, 'Replay'))).toContain('it was failed when you looked');
  expect(await statusesOf(world)).toEqual({ delivered: 1 });
  // What is seen to be delivered is repeated on purpose.
  const again = await world.run('delivery', { id: 'Alex' });
  await world.press(again.message, 'Replay');
  await untilStatuses(world, { delivered: 2 });
});
