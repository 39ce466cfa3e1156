import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld } from './_world.ts';

const moment = fc.oneof(
  fc.constantFrom(
    '0001-01-01T00:00:00Z',
    '1600-02-29T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '9615-05-05T12:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ),
  fc
    .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
const amount = fc.record({
  value: fc.oneof(
    fc.constantFrom(
      '0',
      '-0.00',
      '0.00000001',
      `1${'0'.repeat(300)}`,
      `-${'9'.repeat(40)}.99`,
      '1e308',
      'NaN',
      '9'.repeat(15),
    ),
    fc.stringMatching(/^-?\d{1,20}(\.\d{1,8})?$/),
  ),
  currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'ZZZ', 'BTC', 'eur'),
});
const event = fc.record({
  type: fc.constantFrom('payment.completed', 'payment.refunded', 'error.plugin'),
  occurred_at: moment,
  amount,
  player: fc.constant({ name: 'Steve' }),
  data: fc.record({
    expires_at: fc.oneof(moment, fc.double()),
    size_bytes: fc.double(),
    duration_seconds: fc.double(),
  }),
});

test('whatever moment and amount an event tells that is accepted, it arrives, and everything about it can be read', async () => {
  const world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  try {
    let accepted = 0;
    for (const sample of fc.sample(event, { numRuns: 150, seed: 42 })) {
      const { status, body } = await world.crier.request('POST', '/v1/events', sample);
      expect([202, 400], JSON.stringify([sample, body])).toContain(status);
      if (status === 202) accepted += 1;
    }
    expect(accepted).toBeGreaterThan(20);
    await world.until(() => world.discord.totals.embeds >= accepted);
    await world.settle();
    const reads = [
      '/v1/deliveries?limit=200',
      '/v1/deliveries?status=failed',
      '/v1/stats?period=30d',
      '/v1/players/Steve',
      '/v1/status',
      '/preview/messages',
    ];
    for (const path of reads) expect((await world.crier.request('GET', path)).status, path).toBeLessThan(500);
    const { body } = await world.crier.request('GET', '/v1/deliveries?status=failed');
    expect(body.data).toEqual([]);
    expect(world.crier.log.filter((line) => /"level":(50|"error")/.test(line))).toEqual([]);
  } finally {
    await world.stop();
  }
});
