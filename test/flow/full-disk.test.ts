import { expect, test } from 'vitest';
import { withFullDisk } from '../helpers/full-disk.ts';
import { startReceiver } from '../helpers/receiver.ts';
import { createWorld, payments, playersIn } from './_world.ts';

const hour = 3_600_000;

test('an hour on a full disk costs one message that is not written down, and repeats none', async () => {
  const receiver = await startReceiver(() => ({ status: 503 }));
  const world = await createWorld((discord) => ({ default: discord.addWebhook({}).url }));
  try {
    await world.crier.request('POST', '/v1/endpoints', { name: 'own', url: receiver.url, retry: ['10m', '10m'] });
    await world.discord.down();
    await world.crier.post(...payments(25));
    await world.until(() => receiver.received.length === 25);
    await world.discord.up();
    receiver.received.length = 0;
    receiver.answer = () => ({});
    const ran = await withFullDisk(async () => {
      const from = world.clock.monotonic();
      await world.until(() => world.clock.monotonic() - from > hour);
      expect([world.discord.messages().length, receiver.received.length]).toEqual([1, 0]);
      const complaints = world.crier.log.filter((line) => line.includes('lane failed'));
      expect(complaints.length).toBeLessThan(150);
    });
    if (!ran) process.stderr.write('\n!!! There is no prlimit here: the full disk was NOT tried.\n');
    const pending = async () =>
      (await world.crier.request('GET', '/v1/deliveries?status=pending&limit=200')).body.data.length;
    await world.until(() => playersIn(world.discord).length >= 25 && receiver.received.length >= 25);
    await world.settle();
    expect(await pending()).toBe(0);
    expect(playersIn(world.discord)).toHaveLength(25);
    expect(new Set(receiver.headers('crier-delivery')).size).toBe(25);
    expect(receiver.received).toHaveLength(25);
  } finally {
    await world.stop();
    await receiver.stop();
  }
});
