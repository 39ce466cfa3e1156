import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './_crier.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('without an event there is nothing to count', async () => {
  expect(await world.run(['stats'])).toMatchObject({ code: 0, out: 'Nothing happened in the last 24 hours.\n' });
});

test('figures come as compact tables, and as JSON', async () => {
  const amount = { value: '1234.50', currency: 'EUR' };
  const player = { name: 'Steve' };
  await world.crier.post(
    { type: 'payment.completed', player, amount, correlation_id: 'a', data: { package: 'VIP' } },
    { type: 'payment.completed', player: { name: 'Alex' }, amount: { value: '5', currency: 'USD' } },
    { type: 'payment.refunded', amount: { value: '0.50', currency: 'EUR' }, correlation_id: 'a' },
    { type: 'command.failed', severity: 'error' },
  );
  const { code, out } = await world.run(['stats', '--period', '7d']);
  expect(code).toBe(0);
  expect(out).toMatch(/^The last 7 days: 4 events, 2 payments, 1 refund \(50\.0 %\)\n/);
  expect(out).toMatch(/net +gross +refunded +payments +refunds\n€1,234\.00 +€1,234\.50 +€0\.50 +1 +1\nUS\$5\.00 /);
  expect(out).toMatch(/package +revenue +times\nVIP +€1,234\.50 +1\n/);
  expect(out).toMatch(/player +revenue +times\nSteve +€1,234\.50 +1\nAlex +€0\.00 +1\n/);
  expect(out).toMatch(/failure +times\ncommand\.failed +1\n/);
  expect(out).toMatch(/category +events\ntransactions +3\nerrors +1\n$/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(await world.json(['stats'])).toMatchObject({ total: 4, refund_rate: 0.5, unit: 'hour' });
});

test('figures may be of any time up to a year', async () => {
  const ran = await world.run(['stats', '--since', '90d']);
  expect(ran.out).toMatch(/^The time from 20\d\d-\d\d-\d\d \d\d:\d\d to now \(UTC\): 4 events, /);
  const before = await world.run(['stats', '--since', '2020-01-01', '--until', '2020-02-01']);
  expect(before.out).toBe('Nothing happened in the time from 2020-01-01 00:00 to 2020-02-01 00:00 (UTC).\n');
  expect(await world.run(['stats', '--until', '1d'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--since'),
  });
  expect(await world.run(['stats', '--since', '3y'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('at most'),
  });
});

test('a period that there is not is a wrong call', async () => {
  const ran = await world.run(['stats', '--period', '1y']);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('24h, 7d, 30d');
});

test('link prints the code alone, and beside it what to do with it; guilds lists and ends the links', async () => {
  const none = await world.run(['guilds']);
  expect(none.out).toContain('crier -- link');
  const { out, err } = await world.run(['link']);
  const code = out.trim();
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(err).toContain(`for 10 minutes. In Discord, where the bot is, type: /crier link code:${code}`);
  const guild = { id: '197038439483310086', store: 'main', name: 'Frostvale', linkedAt: Date.now(), linkedBy: 'mira' };
  await world.crier.app.deps.registries.guilds.put(guild);
  expect((await world.run(['guilds'])).out).toMatch(/Frostvale +\d+ s ago +mira +197038439483310086/);
  expect(await world.json(['guilds'])).toMatchObject({ data: [{ id: guild.id, provisioned_by: null }] });
  expect(await world.run(['guilds', 'unlink', guild.id])).toMatchObject({ code: 0 });
  const again = await world.run(['guilds', 'unlink', guild.id]);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toContain('is not linked');
});
