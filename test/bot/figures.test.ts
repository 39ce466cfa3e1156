import { expect, test } from 'vitest';
import { FakeClock } from '../helpers/fake-clock.ts';
import { textOf } from './_shown.ts';
import { startBotWorld } from './_world.ts';

const pay = (player: string, value: string, more: object = {}) => ({
  type: 'payment.completed',
  player: { name: player, id: `id-${player}` },
  amount: { value, currency: 'EUR' },
  data: { package: 'VIP' },
  ...more,
});

async function world() {
  const made = await startBotWorld();
  await made.crier.post(
    pay('Steve', '9.99', { correlation_id: 'c1' }),
    pay('Alex', '20.00', { data: { package: 'Founder Pack' } }),
    {
      type: 'payment.refunded',
      player: { name: 'Steve' },
      amount: { value: '9.99', currency: 'EUR' },
      correlation_id: 'c1',
    },
    { type: 'gift.sent', player: { name: 'Steve' }, recipient: { name: 'Alex' }, data: { package: 'Key' } },
    { type: 'error.plugin', severity: 'error', player: { name: 'Steve' }, description: 'It broke' },
  );
  return made;
}

/** A PNG says so in its first bytes; its width and height stand at 16 and 20. */
const sizeOf = (file: Buffer) => ({
  isPng: file.subarray(1, 4).toString() === 'PNG',
  width: file.readUInt32BE(16),
  height: file.readUInt32BE(20),
});

test('/stats tells revenue, packages, players and failures, and shows a chart', async () => {
  const { run } = await world();
  const shown = await run('stats', { period: '24h' });
  const text = textOf(shown.message);
  expect(text).toMatch(/💰 \*\*€20\.00\*\* from 2 payments · €29\.99 less €9\.99 refunded/);
  expect(text).toMatch(/📦 5 events, 1 failure/);
  expect(text).toMatch(/50% refunded/);
  expect(text).toMatch(/Top packages: 1\. Founder Pack · €20\.00 · 1×/);
  expect(text).toMatch(/Top players: 1\. Alex · €20\.00 · 1×/);
  const [dark] = shown.message.files;
  expect(sizeOf(Buffer.from(dark?.bytes ?? ''))).toMatchObject({ isPng: true });
  const light = await run('stats', { light: true });
  expect(Buffer.from(light.message.files[0]?.bytes ?? '')).not.toEqual(Buffer.from(dark?.bytes ?? ''));
});

test('/stats of a store where nothing happened says so', async () => {
  const { run } = await startBotWorld();
  expect(textOf((await run('stats')).message)).toMatch(/No payments\.[\s\S]*0 events/);
});

test('/player tells what one bought, gave and received, found by name and suggested while typing', async () => {
  const { run, discord, guild } = await world();
  const shown = await run('player', { name: 'steve' });
  expect(textOf(shown.message)).toMatch(/^Steve\n/);
  expect(textOf(shown.message)).toMatch(
    /Spent: €0\.00 \(1× refunded\)[\s\S]*Purchases: 1[\s\S]*Gifts: 1 given, 0 received[\s\S]*Errors: 1/,
  );
  expect(textOf((await run('player', { name: 'Alex' })).message)).toMatch(/Gifts: 0 given, 1 received/);
  expect(textOf((await run('player', { name: 'Nobody' })).message)).toMatch(
    /Nothing in the log[\s\S]*Code [A-Z2-9]{6}/,
  );
  const choices = await discord.bot.autocomplete(guild, 'player', {}, { name: 'name', value: 'st' });
  expect(choices).toEqual([{ name: 'Steve', value: 'Steve' }]);
});

test('/digest is switched on, moved, sent now and switched off', async () => {
  const { run, discord } = await world();
  expect(textOf((await run('digest show')).message)).toMatch(/Daily:\*\* off\n\*\*Weekly:\*\* off/);
  expect(textOf((await run('digest on', { period: 'daily' })).message)).toMatch(/Daily:\*\* every day at 09:00/);
  const weekly = await run('digest on', { period: 'weekly', time: '18:30', weekday: '5' });
  expect(textOf(weekly.message)).toMatch(/Weekly:\*\* every Friday at 18:30/);
  expect(textOf((await run('digest on', { period: 'daily', time: '25:00' })).message)).toMatch(/no time of day/);
  const before = discord.messages().length;
  await run('digest now', { period: 'weekly' });
  await discord.waitFor(() => discord.messages().length > before);
  const told = discord.messages().at(-1);
  expect(JSON.stringify(told?.body)).toContain('The last seven days');
  expect(told?.files).toHaveLength(1);
  // What Crier says itself is not counted.
  expect(textOf((await run('stats', { period: '24h' })).message)).toMatch(/📦 5 events, 1 failure/);
  expect(textOf((await run('digest off', { period: 'daily' })).message)).toMatch(/Daily:\*\* off/);
  expect(discord.violations).toEqual([]);
});

test('payments in very many currencies are still told', async () => {
  const made = await startBotWorld();
  const codes = Array.from(
    { length: 150 },
    (_, index) => `X${String.fromCharCode(65 + (index % 26), 65 + Math.floor(index / 26))}`,
  );
  for (let start = 0; start < codes.length; start += 50) {
    await made.crier.post(
      ...codes.slice(start, start + 50).map((currency) => ({
        ...pay('Steve', '123456789012345.12345678'),
        amount: { value: '123456789012345.12345678', currency },
      })),
    );
  }
  expect(textOf((await made.run('stats')).message)).toContain('… and 140 more currencies');
  expect(textOf((await made.run('player', { name: 'Steve' })).message)).toMatch(/Spent: [^…]*…\nPurchases: 150/);
  expect(made.discord.violations).toEqual([]);
});

test('what a sender writes as the total of a refund spoils no figures', async () => {
  const made = await startBotWorld();
  await made.crier.post(pay('Steve', '9.99'), {
    ...pay('Steve', '9.99'),
    type: 'payment.refunded',
    data: { total: { value: 'all of it', currency: 'EUR' } },
  });
  expect(textOf((await made.run('stats')).message)).toContain('€9.99 refunded');
});

test('where clocks go back, no money is on both sides of a comparison', async () => {
  // A quarter past midnight in Berlin, on the Sunday whose night has an hour more.
  const clock = new FakeClock('2026-10-24T22:15:00Z');
  const made = await startBotWorld({ app: { clock, store: { timeZone: 'Europe/Berlin' } } });
  await made.crier.post(pay('Steve', '9.99'));
  clock.advance(Date.parse('2026-10-31T22:30:00Z') - clock.now());
  const text = textOf((await made.run('stats')).message);
  expect(text).toContain('**€9.99** from 1 payment');
  expect(text).not.toContain('against the 7 days before');
});

test('/player takes names and ids that are as long as senders may make them', async () => {
  const made = await startBotWorld();
  const [name, long] = ['Long '.repeat(50), 'suggested '.repeat(9).trim()];
  await made.crier.post(pay(name, '1.00'), pay(long, '2.00'));
  expect(textOf((await made.run('player', { name: name.trim() })).message)).toContain('Spent: €1.00');
  const [suggested = ''] = await made.suggest('player', 'name', 'sugg');
  expect(textOf((await made.run('player', { name: suggested })).message)).toContain('Spent: €2.00');
});
