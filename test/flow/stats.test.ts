import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeClock } from '../helpers/fake-clock.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';

// The night on which clocks go forward in Berlin: at 01:00 UTC, from 02:00 to 03:00.
const clock = new FakeClock('2026-03-28T22:30:00Z');
const eur = (value: string) => ({ value, currency: 'EUR' });
const hour = 3_600_000;

let crier: TestApp;
beforeAll(async () => {
  crier = await startTestApp({ clock, store: { timeZone: 'Europe/Berlin', currency: 'EUR' } });
  const [steve, alex, mira] = ['Steve', 'Alex', 'Mira'].map((name) => ({ name }));
  const payment = { type: 'payment.completed' };
  await crier.post({
    ...payment,
    player: steve,
    amount: eur('9.99'),
    correlation_id: 'tbx-1',
    data: { package: 'VIP' },
  });
  clock.advance(hour);
  await crier.post(
    { ...payment, player: alex, amount: eur('4.50'), correlation_id: 'tbx-2', data: { package: '3× Key' } },
    { ...payment, player: alex, amount: { value: '19.00', currency: 'USD' }, data: { package: 'VIP' } },
  );
  clock.advance(hour);
  await crier.post({ type: 'command.failed', severity: 'error', player: alex });
  clock.advance(hour);
  await crier.post({
    type: 'subscription.renewed',
    player: mira,
    amount: eur('4.99'),
    correlation_id: 'sub-1',
    data: { plan: 'Gold' },
  });
  clock.advance(120_000);
  await crier.post({ ...payment, player: mira, amount: eur('4.99'), correlation_id: 'order-9' });
  clock.advance(hour);
  await crier.post(
    { type: 'payment.refunded', player: steve, amount: eur('9.99'), correlation_id: 'tbx-1' },
    { type: 'payment.partially_refunded', player: alex, amount: eur('1.50'), correlation_id: 'tbx-2' },
  );
  clock.advance(20 * hour);
  await crier.post(
    { ...payment, player: steve, amount: eur('0.01'), data: { package: 'VIP' } },
    { type: 'gift.sent', player: steve, recipient: mira, data: { package: 'Cape' } },
  );
  clock.advance(60_000);
});
afterAll(() => crier.stop());

const stats = async (query: string) => (await crier.request('GET', `/v1/stats?${query}`)).body;
const between = (since: string, until: string) => stats(`since=2026-03-${since}:00Z&until=2026-03-${until}:00Z`);

test('the figures are those of the hand', async () => {
  expect(await between('27T12:00', '30T10:00')).toMatchObject({
    since: '2026-03-27T12:00:00.000Z',
    until: '2026-03-30T10:00:00.000Z',
    currency: 'EUR',
    total: 10,
    revenue: [
      { currency: 'EUR', gross: '19.49', refunded: '11.49', net: '8.00', payments: 4, refunds: 2 },
      { currency: 'USD', gross: '19.00', refunded: '0', net: '19.00', payments: 1, refunds: 0 },
    ],
    refund_rate: 0.4,
    packages: [
      { name: 'VIP', revenue: '10.00', count: 3 },
      { name: 'Gold', revenue: '4.99', count: 1 },
      { name: 'Key', revenue: '4.50', count: 1 },
    ],
    players: [
      { name: 'Steve', revenue: '10.00', count: 2 },
      { name: 'Mira', revenue: '4.99', count: 1 },
      { name: 'Alex', revenue: '4.50', count: 2 },
    ],
    failures: [{ type: 'command.failed', count: 1 }],
  });
});

test('categories are all there, also those without an event', async () => {
  const { categories } = await between('27T12:00', '30T10:00');
  const counts = Object.fromEntries(categories.map((one: { category: string; count: number }) => Object.values(one)));
  expect(counts).toEqual({
    transactions: 7,
    errors: 1,
    processing: 0,
    gifting: 1,
    loyalty: 0,
    subscriptions: 1,
    subscribe: 0,
    unsubscribe: 0,
    other: 0,
  });
});

test('days are those of the store, also the one of 23 hours', async () => {
  const { unit, buckets } = await between('27T12:00', '30T10:00');
  expect(unit).toBe('day');
  const quiet = { failures: 0, refunded: '0' };
  expect(buckets).toEqual([
    { start: '2026-03-26T23:00:00.000Z', events: 0, payments: 0, revenue: '0', ...quiet },
    { start: '2026-03-27T23:00:00.000Z', events: 1, payments: 1, revenue: '9.99', ...quiet },
    { start: '2026-03-28T23:00:00.000Z', events: 7, payments: 3, revenue: '9.49', failures: 1, refunded: '11.49' },
    { start: '2026-03-29T22:00:00.000Z', events: 2, payments: 1, revenue: '0.01', ...quiet },
  ]);
});

test('hours are shown for up to two days; that day has 23', async () => {
  const { unit, buckets } = await between('28T23:00', '29T22:00');
  expect(unit).toBe('hour');
  expect(buckets).toHaveLength(23);
  const busy = buckets.filter((bucket: { events: number }) => bucket.events > 0);
  expect(busy.map((bucket: { start: string; events: number }) => [bucket.start.slice(11, 16), bucket.events])).toEqual([
    ['23:00', 2],
    ['00:00', 1],
    ['01:00', 2],
    ['02:00', 2],
  ]);
});

test('a payment that was told before is not counted again', async () => {
  const found = await between('29T01:31', '29T01:40');
  expect(found).toMatchObject({ total: 1, revenue: [], refund_rate: null });
  expect((await between('29T01:29', '29T01:31')).revenue).toMatchObject([{ gross: '4.99', payments: 1 }]);
});

test('a period ends now', async () => {
  const day = await stats('period=24h');
  expect(day).toMatchObject({ until: new Date(clock.now()).toISOString(), total: 9, unit: 'hour' });
  expect(await stats('')).toEqual(day);
  expect(await stats('period=7d')).toMatchObject({ total: 10, unit: 'day' });
});

test.each([
  ['period=1y', 'period'],
  ['period=7d&since=2026-03-01T00:00:00Z', 'period'],
  ['since=2026-03-30T00:00:00Z&until=2026-03-29T00:00:00Z', 'since'],
  ['since=2020-01-01T00:00:00Z', 'since'],
  ['since=yesterday', 'since'],
])('%s is refused', async (query, path) => {
  const { status, body } = await crier.request('GET', `/v1/stats?${query}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
});

test('what `source test` sends is in no figure', async () => {
  const tested = await crier.request('POST', '/v1/sources/tebex/test', { sample: 'payment.completed' });
  expect(tested.body.data).toHaveLength(1);
  const later = await stats('since=2026-03-29T22:33:00Z&until=2026-04-02T00:00:00Z');
  expect(later).toMatchObject({ total: 0, revenue: [] });
});

test('a player: what was spent, given and received, by name in any case', async () => {
  const { status, body } = await crier.request('GET', '/v1/players/STEVE?limit=2');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    player: { name: 'Steve' },
    spent: [{ currency: 'EUR', gross: '10.00', refunded: '9.99', net: '0.01', payments: 2, refunds: 1 }],
    first_seen_at: '2026-03-28T22:30:00.000Z',
    last_seen_at: '2026-03-29T22:32:00.000Z',
    counts: { events: 4, purchases: 2, gifts_given: 1, gifts_received: 0, subscriptions: 0, errors: 0 },
    events: [{ type: 'gift.sent' }, { type: 'payment.completed' }],
    complete: true,
  });
  const { body: mira } = await crier.request('GET', '/v1/players/Mira');
  expect(mira).toMatchObject({
    spent: [{ gross: '4.99', payments: 1 }],
    counts: { events: 3, purchases: 1, gifts_given: 0, gifts_received: 1, subscriptions: 1, errors: 0 },
  });
  const { body: alex } = await crier.request('GET', '/v1/players/Alex');
  expect(alex).toMatchObject({ spent: [{ currency: 'EUR', net: '3.00' }, { currency: 'USD' }], counts: { errors: 1 } });
});

test('a player whom nobody has seen is told so', async () => {
  const { status, body } = await crier.request('GET', '/v1/players/Ste');
  expect(status).toBe(404);
  expect(body.detail).toContain('of a player "Ste"');
});

test('payments that are told late stand in the day on which they happened, in the time zone of the store', async () => {
  const noon = Date.parse('2026-03-01T11:00:00Z');
  const late = Array.from({ length: 69 }, (_each, index) => ({
    type: 'payment.completed',
    player: { name: 'Old' },
    amount: eur('1.00'),
    occurred_at: new Date(noon + (index % 14) * 24 * hour).toISOString(),
  }));
  const accepted = clock.now();
  await crier.post(...late);
  const figures = await between('01T00:00', '15T00:00');
  expect(figures).toMatchObject({ total: 69, revenue: [{ gross: '69.00', payments: 69 }] });
  expect(figures.buckets.map(({ payments }: { payments: number }) => payments)).toEqual([
    ...[5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4],
    ...figures.buckets.slice(14).map(() => 0),
  ]);
  const now = new Date(accepted + 1).toISOString();
  expect(await stats(`since=${new Date(accepted - 1).toISOString()}&until=${now}`)).toMatchObject({ total: 0 });
});

test('an hour before midnight counts for the day before, though it was accepted after', async () => {
  await crier.post(
    { type: 'job.done', occurred_at: '2026-03-20T22:59:59Z' },
    { type: 'job.done', occurred_at: '2026-03-20T23:00:00Z' },
  );
  const days = await between('19T23:00', '21T23:00');
  const events = days.buckets.reduce((sum: number, one: { events: number }) => sum + one.events, 0);
  expect(events).toBe(2);
  expect((await between('19T23:00', '20T23:00')).total).toBe(1);
});

test('a payment that failed is a failure, whatever severity its sender left out', async () => {
  await crier.post(
    { type: 'payment.failed', occurred_at: '2026-02-02T12:00:00Z' },
    { type: 'payment.declined', occurred_at: '2026-02-02T12:00:00Z' },
  );
  const { failures } = await stats('since=2026-02-02T00:00:00Z&until=2026-02-03T00:00:00Z');
  expect(failures).toEqual([
    { type: 'payment.declined', count: 1 },
    { type: 'payment.failed', count: 1 },
  ]);
});

test('the demo, samples and tests are in no figure', async () => {
  const query = 'since=2026-02-10T00:00:00Z&until=2026-02-11T00:00:00Z';
  const sale = {
    type: 'payment.completed',
    amount: eur('5.00'),
    player: { name: 'Demo' },
    occurred_at: '2026-02-10T12:00:00Z',
  };
  await crier.post(
    { ...sale, id: 'test:req_1' },
    { ...sale, id: 'stripe:evt_1', title: 'Test: New purchase' },
    { type: 'error.x', id: 'test:req_2', occurred_at: '2026-02-10T12:00:00Z' },
  );
  expect(await stats(query)).toMatchObject({ total: 0, revenue: [], players: [], failures: [] });
  const { body } = await crier.request('GET', '/v1/players/Demo?limit=2');
  expect(body).toMatchObject({ spent: [], counts: { events: 0, purchases: 0 } });
});
