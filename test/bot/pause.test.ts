import { expect, test } from 'vitest';
import { FakeClock } from '../helpers/fake-clock.ts';
import { payment, playersIn, statusesOf, untilStatuses } from './_events.ts';
import { textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

/** Two destinations: #sales for everything, #errors for errors. */
async function startTwo(clock?: FakeClock) {
  const world = await startBotWorld({ app: clock === undefined ? {} : { clock } });
  const errors = world.guild.addChannel({ name: 'errors' });
  await world.run('route set', { key: 'errors', channel: errors });
  const post = () => world.crier.post(payment('Steve'), { type: 'error.plugin', player: { name: 'Ray' } });
  return { ...world, world, errors, post };
}

test('/pause stops one destination, what comes for it waits, and /resume lets it out', async () => {
  const { world, run, post, sales, errors, suggest, crier } = await startTwo();
  const [id = ''] = await suggest('pause', 'destination', 'all');
  const paused = await run('pause', { destination: id });
  expect(paused.isEphemeral).toBe(true);
  expect(textOf(paused.message)).toMatch(
    new RegExp(`^⏸️ <#${sales.id}> is paused until </resume:\\d+>\\. What comes meanwhile waits\\.$`),
  );
  await post();
  await untilStatuses(world, { pending: 1, delivered: 1 });
  expect([playersIn(world, sales.id), playersIn(world, errors.id)]).toEqual([[], ['Ray']]);
  const { body } = await crier.request('GET', '/v1/status');
  expect(JSON.stringify(body)).toContain('paused by @steve (900000000000000001) in Discord');

  expect(textOf((await run('resume', { destination: id })).message)).toBe(
    `▶️ <#${sales.id}> goes on. What has waited goes out.`,
  );
  await expect.poll(() => playersIn(world, sales.id)).toEqual(['Steve']);
});

test('/pause without a destination stops all of them, and /resume goes on with all that is paused', async () => {
  const { world, run, post } = await startTwo();
  expect(textOf((await run('pause')).message)).toContain('⏸️ All 2 destinations are paused');
  await post();
  expect(await statusesOf(world)).toEqual({ pending: 2 });
  expect(textOf((await run('resume')).message)).toBe('▶️ 2 destinations go on. What has waited goes out.');
  await untilStatuses(world, { delivered: 2 });
});

test('one alone is told as one', async () => {
  const { run, sales } = await startBotWorld();
  expect(textOf((await run('pause')).message)).toContain(`⏸️ <#${sales.id}> is paused`);
  expect(textOf((await run('resume')).message)).toContain(`▶️ <#${sales.id}> goes on`);
});

test('a pause for a time ends by itself, and says when', async () => {
  const clock = new FakeClock(Date.now());
  const { world, run, post } = await startTwo(clock);
  const until = Math.floor((clock.now() + 30 * 60_000) / 1_000);
  expect(textOf((await run('pause', { for: '30m' })).message)).toContain(`paused until it goes on <t:${until}:R>`);
  await post();
  clock.advance(29 * 60_000);
  expect(await statusesOf(world)).toEqual({ pending: 2 });
  clock.advance(60_001);
  await untilStatuses(world, { delivered: 2 });
});

test('a pause is still there after a restart', async () => {
  const { world, run, restart } = await startTwo();
  await run('pause');
  await restart();
  await world.crier.post(payment('Steve'));
  expect(await statusesOf(world)).toEqual({ pending: 1 });
  await run('resume');
  await untilStatuses(world, { delivered: 1 });
});

test('nothing to do, nothing by that name, and no length of time are told', async () => {
  const { run, suggest } = await startTwo();
  expect(told(await run('resume'))).toMatch(/Nothing is paused\.\nCode/);
  expect(told(await run('pause', { destination: 'shop' }))).toContain('has no destination "shop"');
  expect(told(await run('pause', { for: '2 months' }))).toContain('"2 months" is no length of time');
  expect(told(await run('pause', { for: '0' }))).toContain('is no length of time');
  expect(await suggest('pause', 'for', '1')).toEqual(['15m', '1h']);
  await run('pause');
  expect(told(await run('pause'))).toContain('Nothing is at work.');
  const [id = ''] = await suggest('resume', 'destination', 'paused');
  await run('resume', { destination: id });
  expect(told(await run('resume', { destination: id }))).toMatch(/at work already/);
});
