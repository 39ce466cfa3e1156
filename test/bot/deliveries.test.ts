import { afterEach, expect, test, vi } from 'vitest';
import { delivered, failed, payment, payments } from './_events.ts';
import { buttonsOf, optionsOf, textOf } from './_shown.ts';
import { type BotWorld, startBotWorld } from './_world.ts';

afterEach(() => void vi.useRealTimers());

/** The players that a page lists, from the top. */
function listed(text: string): string[] {
  return [...text.matchAll(/^\S+ \S+ · (\w+)(?: → \w+)? · /gmu)].map(([, name = '']) => name);
}

const listOf = async ({ run }: BotWorld, filters: Record<string, string> = {}) =>
  textOf((await run('deliveries', filters)).message);

test('/deliveries says so where nothing is there, and lists the newest first', async () => {
  const world = await startBotWorld();
  const { run } = world;
  const empty = await run('deliveries');
  expect(empty.isEphemeral).toBe(true);
  expect(textOf(empty.message)).toContain('Nothing yet.');
  await delivered(world, payment('Steve'));
  const [id] = await failed(world, payment('Alex'));
  const { message } = await run('deliveries');
  expect(listed(textOf(message))).toEqual(['Alex', 'Steve']);
  expect(textOf(message)).toMatch(/❌ payment\.completed · Alex · €9\.99 · <t:\d+:R> · <#\d+>\n {2}\S/);
  expect(optionsOf(message)).toEqual(['payment.completed · Alex · €9.99', 'payment.completed · Steve · €9.99']);
  expect(id).toMatch(/^dlv_/);
});

test('each filter leaves only what fits, and says what it is', async () => {
  const world = await startBotWorld();
  await delivered(world, payment('Steve'), { type: 'gift.sent', player: { name: 'Kim' }, recipient: { name: 'Lee' } });
  await failed(world, payment('Alex'), { type: 'error.plugin', player: { name: 'Ray' } });
  expect(listed(await listOf(world, { status: 'failed' }))).toEqual(['Ray', 'Alex']);
  expect(listed(await listOf(world, { status: 'Delivered' }))).toEqual(['Kim', 'Steve']);
  expect(listed(await listOf(world, { status: 'pending' }))).toEqual([]);
  expect(listed(await listOf(world, { category: 'errors' }))).toEqual(['Ray']);
  expect(listed(await listOf(world, { type: 'payment.completed' }))).toEqual(['Alex', 'Steve']);
  expect(listed(await listOf(world, { player: 'alex' }))).toEqual(['Alex']);
  expect(await listOf(world, { player: 'Lee' })).toContain('Kim → Lee');
  expect(listed(await listOf(world, { since: '1h' }))).toHaveLength(4);

  const both = await listOf(world, { category: 'transactions', status: 'failed' });
  expect(listed(both)).toEqual(['Alex']);
  expect(both).toContain('status **failed** · category **transactions**');
});

test('since looks back as far as it says, and what is no length of time is refused', async () => {
  const world = await startBotWorld();
  await world.crier.post(payment('Old'));
  // Deliveries carry their time in their ids.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 3_600_000 });
  await world.crier.post(payment('Later'));
  expect(listed(await listOf(world, { since: '2h' }))).toEqual(['Later']);
  expect(listed(await listOf(world, { since: '4h' }))).toEqual(['Later', 'Old']);
  expect(await listOf(world, { since: 'yesterday' })).toContain('is no length of time');
});

test('filters that nothing fits are told as that', async () => {
  const world = await startBotWorld();
  await delivered(world, payment('Steve'));
  expect(await listOf(world, { player: 'Alex' })).toMatch(/player \*\*Alex\*\*\n\nNothing fits\./);
});

test('pages lead forth and back, keep their filter and know where they end', async () => {
  const world = await startBotWorld();
  const { run, press } = world;
  await world.crier.post(...payments(25), { type: 'error.plugin', player: { name: 'Ray' } });
  const { message } = await run('deliveries', { category: 'transactions' });
  const names = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => `p${from - i}`);
  expect(listed(textOf(message))).toEqual(names(25, 16));
  expect(textOf(message)).toContain('Page 1');
  expect(buttonsOf(message)).toEqual(['Refresh', 'Older']);

  await press(message, 'Older');
  expect(listed(textOf(message))).toEqual(names(15, 6));
  expect(buttonsOf(message)).toEqual(['Newer', 'Refresh', 'Older']);
  await press(message, 'Older');
  expect(listed(textOf(message))).toEqual(names(5, 1));
  expect(textOf(message)).toContain('category **transactions**');
  expect(buttonsOf(message)).toEqual(['First', 'Newer', 'Refresh']);
  await press(message, 'Newer');
  expect(listed(textOf(message))).toEqual(names(15, 6));
  await press(message, 'Older');
  await press(message, 'First');
  expect(listed(textOf(message))).toEqual(names(25, 16));

  await world.crier.post(payment('New'));
  await press(message, 'Refresh');
  expect(listed(textOf(message))[0]).toBe('New');
});

test('a page that is empty by now leads to the one before it', async () => {
  const world = await startBotWorld();
  const { run, press, crier } = world;
  await run('pause');
  const accepted = await crier.post(...payments(11));
  const { message } = await run('deliveries', { status: 'pending' });
  const [first] = accepted[0]?.deliveries ?? [];
  await crier.request('POST', `/v1/deliveries/${first?.id}/cancel`);
  await press(message, 'Older');
  expect(listed(textOf(message))).toHaveLength(10);
  expect(textOf(message)).toContain('Page 1');
});

test('the menu opens one, beside the list, with its buttons', async () => {
  const world = await startBotWorld();
  const { run, choose, press } = world;
  await failed(world, payment('Alex'));
  await delivered(world, payment('Steve'));
  const list = await run('deliveries');
  const before = textOf(list.message);
  const opened = await choose(list.message, 'Open one …', 'payment.completed · Alex · €9.99');
  expect(opened.message).not.toBe(list.message);
  expect(opened.isEphemeral).toBe(true);
  expect(textOf(list.message)).toBe(before);
  expect(textOf(opened.message)).toMatch(/❌ payment\.completed[\s\S]*Player: Alex/);
  expect(buttonsOf(opened.message)).toEqual(['Replay', 'Refresh']);
  await press(opened.message, 'Refresh');
  expect(textOf(opened.message)).toContain('Player: Alex');
});

test('more filters than fit into the buttons still find, and say that there are no pages', async () => {
  const world = await startBotWorld();
  const { run, choose } = world;
  const name = 'a'.repeat(55);
  const type = `plugin.${'x'.repeat(50)}`;
  await world.crier.post(
    ...Array.from({ length: 12 }, () => ({ type, category: 'transactions', player: { name } })),
    payment('Steve'),
  );
  const { message } = await run('deliveries', { player: name, type, category: 'transactions', since: '24h' });
  expect(listed(textOf(message))).toHaveLength(0);
  expect(textOf(message).match(/^\S+ plugin\.x+/gmu)).toHaveLength(10);
  expect(textOf(message)).toContain('Too many filters for pages');
  expect(buttonsOf(message)).toEqual([]);
  const [first = ''] = optionsOf(message);
  expect(textOf((await choose(message, 'Open one …', first)).message)).toContain(`Player: ${name}`);
});

test('typing is helped: players that there were, types, lengths of time', async () => {
  const world = await startBotWorld();
  await delivered(world, payment('Steve'), payment('Stella'), payment('Alex'));
  expect((await world.suggest('deliveries', 'player', 'st')).sort()).toEqual(['Stella', 'Steve']);
  expect(await world.suggest('deliveries', 'type', 'payment.comp')).toContain('payment.completed');
  expect(await world.suggest('deliveries', 'since', 'last')).toEqual(['1h', '24h', '7d', '30d']);
  expect(await world.suggest('deliveries', 'since', 'Woche')).toEqual([]);
});
