import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DigestChange } from '../../src/actions/digests/set-digest.ts';
import { createWorld, type World } from './_world.ts';

const minute = 60_000;
const hour = 60 * minute;
const actor = { name: 'test', store: 'main', scopes: ['admin'] as const };

let world: World;
// The fake clock starts on Thursday, 1 January 2026, 00:00 UTC: 01:00 in Berlin.
beforeEach(async () => {
  world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }), {
    app: { store: { timeZone: 'Europe/Berlin' } },
  });
});
afterEach(() => world.stop());

const set = (change: DigestChange) => world.crier.app.actions.digests.set(actor, change);
const tick = () => world.crier.app.actions.digests.sendDue();

/** Lets the job run every minute for a time. No request is under way while the clock jumps: it would time out. */
async function pass(ms: number): Promise<string[]> {
  const told: string[] = [];
  for (let passed = 0; passed < ms; passed += minute) {
    world.clock.advance(minute);
    const now = await tick();
    if (now.length > 0) await world.settle();
    told.push(...now);
  }
  return told;
}

/** Posts events and lets them be delivered. */
async function post(...events: object[]): Promise<void> {
  await world.crier.post(...events);
  await world.settle();
}

const pay = (value: string) => ({
  type: 'payment.completed',
  amount: { value, currency: 'EUR' },
  player: { name: 'Steve' },
});

test('a daily digest tells the day before, once, at its time, with a trend and a chart', async () => {
  await set({ period: 'daily', time: '09:00' });
  await post(pay('10.00'));
  world.clock.advance(24 * hour);
  await post(pay('15.00'), pay('0.50'));
  world.clock.advance(23 * hour);
  // Saturday, 00:00 in Berlin: Friday is told at 09:00.
  expect(await pass(9 * hour - minute)).toEqual([]);
  expect(await pass(minute)).toEqual(['main daily']);
  expect(await pass(2 * hour)).toEqual([]);
  await world.until(() => world.discord.messages().length === 3);
  const message = world.discord.messages().at(-1);
  const text = JSON.stringify(message?.body);
  expect(text).toContain('Yesterday, Friday, 2 January 2026');
  expect(text).toContain('€15.50** from 2 payments');
  expect(text).toContain('+55 % against the day before');
  expect(message?.files).toMatchObject([{ name: 'chart.png' }]);
  expect(world.discord.violations).toEqual([]);
});

test('a weekly digest comes on its day only', async () => {
  await set({ period: 'weekly', time: '18:00', weekday: 7 });
  expect(await pass(3 * 24 * hour)).toEqual([]);
  expect(await pass(24 * hour)).toEqual(['main weekly']);
  await world.until(() => world.discord.messages().length === 1);
  expect(JSON.stringify(world.discord.messages()[0]?.body)).toContain(
    'The last seven days, until Saturday, 3 January 2026',
  );
});

test('what was missed while Crier was not running is not told later, and the next one is', async () => {
  await set({ period: 'daily', time: '09:00' });
  world.clock.advance(9.5 * hour);
  expect(await tick()).toEqual([]);
  expect(await tick()).toEqual([]);
  world.clock.advance(22 * hour);
  expect(await pass(hour)).toEqual(['main daily']);
});

test('a short absence is made up for', async () => {
  await set({ period: 'daily', time: '09:00' });
  world.clock.advance(8.5 * hour);
  expect(await tick()).toEqual(['main daily']);
});

test('a restart right after does not tell it twice', async () => {
  await set({ period: 'daily', time: '09:00' });
  world.clock.advance(8 * hour);
  expect(await tick()).toEqual(['main daily']);
  await world.restart();
  expect(await tick()).toEqual([]);
});

test('switched off, nothing is told', async () => {
  await set({ period: 'daily', time: '09:00' });
  await set({ period: 'daily', time: 'off' });
  expect(await pass(24 * hour)).toEqual([]);
});

test('a route of its own leads it elsewhere', async () => {
  const own = world.discord.addWebhook({ name: 'figures' });
  await world.crier.request('PUT', '/v1/routes/crier.digest', { webhook: own.url });
  await set({ period: 'daily', time: '09:00' });
  world.clock.advance(8 * hour);
  await tick();
  await world.until(() => world.discord.messages(own.id).length === 1);
});

test.each([
  ['02:00', 'Europe/Berlin', '2026-03-28T12:00:00Z'],
  ['00:00', 'Africa/Cairo', '2026-04-23T12:00:00Z'],
])('a time that the clocks leave out comes as soon as they have gone forward: %s in %s', async (time, zone, from) => {
  const { registries } = world.crier.app.deps;
  const store = registries.stores.find('main');
  if (store === undefined) throw new Error('there is a store main');
  await registries.stores.put({ ...store, timeZone: zone });
  world.clock.advance(Date.parse(from) - world.clock.now());
  await tick();
  await set({ period: 'daily', time });
  await tick();
  expect(await pass(24 * hour)).toEqual(['main daily']);
});

test('a crash between telling and noting it does not tell it twice', async () => {
  await set({ period: 'daily', time: '09:00' });
  world.clock.advance(8 * hour);
  await world.crier.app.actions.digests.send(actor, 'daily', 'crier.digest daily 2026-01-01');
  await world.until(() => world.discord.messages().length === 1);
  await tick();
  await world.settle();
  expect(world.discord.messages()).toHaveLength(1);
});
