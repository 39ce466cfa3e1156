import { expect, test } from 'vitest';
import { delivered, failed, payment, playersIn, untilStatuses } from './_events.ts';
import { buttonsOf, textOf, told } from './_shown.ts';
import { startBotWorld } from './_world.ts';

test('/delivery shows one by its id: what, where, when and every attempt', async () => {
  const world = await startBotWorld();
  const { run, sales } = world;
  const [id = ''] = await delivered(world, payment('Steve'));
  const shown = await run('delivery', { id });
  expect(shown.isEphemeral).toBe(true);
  const text = textOf(shown.message);
  expect(text).toMatch(/✅ payment\.completed\n\*\*delivered\*\*/);
  expect(text).toMatch(/Player: Steve\nAmount: €9\.99/);
  expect(text).toContain(`Where: <#${sales.id}>`);
  expect(text).toMatch(/Attempts: 1\. <t:\d+:R> delivered \(200\), \d+ ms/);
  expect(text).toContain(id);
  expect(buttonsOf(shown.message)).toEqual(['Replay', 'Refresh', 'Open in Discord']);
});

test('words find the newest that fits, the list helps, and what nothing fits is told', async () => {
  const world = await startBotWorld();
  const { run, suggest } = world;
  const [old = '', newest = ''] = [
    ...(await delivered(world, payment('Steve'))),
    ...(await delivered(world, payment('Steve'))),
  ];
  await delivered(world, payment('Alex'));
  expect(textOf((await run('delivery', { id: 'steve' })).message)).toContain(newest);
  expect((await suggest('delivery', 'id', 'steve')).sort()).toEqual([old, newest].sort());
  expect(await suggest('delivery', 'id', '')).toHaveLength(3);
  const nothing = textOf((await run('delivery', { id: 'nobody *here*' })).message);
  expect(nothing).toContain('Nothing fits "nobody \\*here\\*"');
  expect(nothing).toMatch(/Code [A-Z2-9]{6}/);
  const gone = textOf((await run('delivery', { id: `dlv_${'0'.repeat(32)}` })).message);
  expect(gone).toContain('There is no delivery dlv');
});

test('Replay sends what has failed once more, and the message says by whom', async () => {
  const world = await startBotWorld();
  const { run, press, sales } = world;
  const [id = ''] = await failed(world, payment('Alex'));
  const { message } = await run('delivery', { id });
  expect(textOf(message)).toMatch(/❌[\s\S]*\*\*failed\*\*/);
  expect(buttonsOf(message)).toEqual(['Replay', 'Refresh']);
  await press(message, 'Replay');
  expect(textOf(message)).toContain('Replayed by <@900000000000000001>.');
  await untilStatuses(world, { delivered: 1 });
  expect(playersIn(world, sales.id)).toEqual(['Alex']);
  await press(message, 'Refresh');
  expect(textOf(message)).toMatch(/✅[\s\S]*2\. <t:\d+:R> delivered/);
  expect(textOf(message)).not.toContain('Replayed by');
});

test('Replay of a delivered one repeats it as a new one', async () => {
  const world = await startBotWorld();
  const { run, press, sales } = world;
  const [id = ''] = await delivered(world, payment('Steve'));
  const { message } = await run('delivery', { id });
  await press(message, 'Replay');
  expect(textOf(message)).toContain(`Repeats: ${id}`);
  await untilStatuses(world, { delivered: 2 });
  expect(playersIn(world, sales.id)).toEqual(['Steve', 'Steve']);
});

test('Cancel takes away what waits; then it can be replayed', async () => {
  const world = await startBotWorld();
  const { run, press, crier, sales } = world;
  await run('pause');
  await crier.post(payment('Steve'));
  const { message } = await run('delivery', { id: 'Steve' });
  expect(textOf(message)).toMatch(/🕓[\s\S]*Attempts: none yet/);
  expect(buttonsOf(message)).toEqual(['Cancel', 'Refresh']);
  await press(message, 'Cancel');
  expect(textOf(message)).toMatch(/🚫[\s\S]*Cancelled by <@900000000000000001>\./);
  expect(buttonsOf(message)).toEqual(['Replay', 'Refresh']);
  await run('resume');
  await crier.post(payment('Alex'));
  await untilStatuses(world, { cancelled: 1, delivered: 1 });
  expect(playersIn(world, sales.id)).toEqual(['Alex']);
});

test('what has changed meanwhile is told beside the message, which stays', async () => {
  const world = await startBotWorld();
  const { run, press, crier } = world;
  await run('pause');
  await crier.post(payment('Steve'));
  const { message } = await run('delivery', { id: 'Steve' });
  const before = textOf(message);
  await run('resume');
  await untilStatuses(world, { delivered: 1 });
  const pressed = await press(message, 'Cancel');
  expect(textOf(message)).toBe(before);
  expect(told(pressed)).toMatch(/is delivered already; only what waits can be cancelled[\s\S]*Code/);
  expect(pressed.followUps[0]?.isEphemeral).toBe(true);
});

test('what waits for a route can be cancelled and cannot be replayed', async () => {
  const world = await startBotWorld({ isRouted: false });
  const { run, press, crier, webhook } = world;
  await crier.request('PUT', '/v1/routes/errors', { webhook: webhook.url });
  await crier.post(payment('Steve'));
  const { message } = await run('delivery', { id: 'Steve' });
  expect(textOf(message)).toMatch(/❔[\s\S]*Where: no route/);
  expect(buttonsOf(message)).toEqual(['Cancel', 'Refresh']);
  await press(message, 'Cancel');
  expect(textOf(message)).toContain('🚫');
});

test('a type finds its newest, and so does the id of an event as it is shown', async () => {
  const world = await startBotWorld();
  const [id = ''] = await delivered(world, payment('Steve'));
  await delivered(world, { type: 'error.plugin' });
  const shown = textOf((await world.run('delivery', { id: 'payment.completed' })).message);
  expect(shown).toContain(id);
  expect(await world.suggest('delivery', 'id', 'payment.completed')).toEqual([id]);
  const event = /evt_[0-9a-f]{32}/.exec(shown)?.[0] ?? '';
  expect(textOf((await world.run('delivery', { id: event })).message)).toContain(id);
});
