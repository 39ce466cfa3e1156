import { expect, test } from 'vitest';
import { CrierError } from '../../../src/model/errors.ts';
import { StorageHealth } from '../../../src/pipeline/care/storage-health.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';

const full = (why = 'disk is full') => new CrierError('store_unavailable', why);
const never = new AbortController().signal;
const turns = () => new Promise<void>((resolve) => setImmediate(resolve));

function start() {
  const clock = new FakeClock(1_000_000);
  const probes: number[] = [];
  let fits = false;
  const health = new StorageHealth({
    clock,
    async probe() {
      probes.push(clock.monotonic());
      if (!fits) throw full('still full');
    },
  });
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 500) {
      clock.advance(500);
      await turns();
    }
  };
  return {
    clock,
    health,
    probes,
    pass,
    makeRoom() {
      fits = true;
    },
  };
}

test('the problem is there since the first failure, with the last reason, until something is written', async () => {
  const { health, pass } = start();
  expect(health.problem()).toBeUndefined();
  health.noteFailed(full());
  await pass(1_500);
  expect(health.problem()).toEqual({ since: 1_000_000, reason: 'still full' });
  health.noteWritten();
  expect(health.problem()).toBeUndefined();
});

test('an error of anything else is no problem of the database', () => {
  const { health, clock } = start();
  health.noteFailed(new Error('a mistake'));
  health.noteFailed(new CrierError('not_found', 'not there'));
  expect([health.problem(), clock.pending]).toEqual([undefined, 0]);
});

test('where nothing waits to be written, the database is probed ever more seldom until it takes something', async () => {
  const { health, probes, pass, makeRoom, clock } = start();
  health.noteFailed(full());
  await pass(92_000);
  expect(probes).toEqual([1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000]);
  makeRoom();
  await pass(30_000);
  expect([health.problem(), probes.length, clock.pending]).toEqual([undefined, 8, 0]);
});

test('what waits to be written is tried instead of a probe; what wants to send waits for that', async () => {
  const { health, probes, pass, makeRoom } = start();
  const told: string[] = [];
  health.noteFailed(full());
  void health.nextTry(1, never).then(() => void told.push('write'));
  void health.untilWell(never).then(() => void told.push('send'));
  makeRoom();
  await pass(5_000);
  expect([told, probes]).toEqual([['write'], []]);
  health.noteWritten();
  await turns();
  expect(told).toEqual(['write', 'send']);
});

test('at the stop nobody waits any more', async () => {
  const { health } = start();
  const stop = new AbortController();
  health.noteFailed(full());
  const waits = Promise.all([health.nextTry(1, stop.signal), health.untilWell(stop.signal)]);
  stop.abort();
  await waits;
  expect(health.problem()).toBeDefined();
});
