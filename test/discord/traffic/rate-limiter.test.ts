import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LimitKeys, RateLimiter } from '../../../src/discord/traffic/rate-limiter.ts';
import { FakeClock } from '../../helpers/fake-clock.ts';

const never = new AbortController().signal;
const keys: LimitKeys = { bucket: 'w1', channel: 'c1' };
const none = { channel: undefined, global: undefined };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Whether a promise is settled by now, and with what. */
async function now<Value>(promise: Promise<Value>): Promise<Value | 'waits'> {
  await turn();
  return Promise.race([promise, Promise.resolve('waits' as const)]);
}

const headers = (limit: number, remaining: number, resetAfter: number) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset-after': String(resetAfter),
});

test('until the first answer one request at a time goes out', async () => {
  const limiter = new RateLimiter(new FakeClock(), none);
  expect(await limiter.enter(keys, never)).toBe(true);
  const second = limiter.enter(keys, never);
  expect(await now(second)).toBe('waits');
  limiter.leave(keys, headers(5, 4, 2));
  expect(await second).toBe(true);
});

test('a used-up webhook opens when its answer said, and other webhooks never wait for it', async () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter(clock, none);
  await limiter.enter(keys, never);
  limiter.leave(keys, headers(5, 0, 1.5));
  const waiting = limiter.enter(keys, never);
  clock.advance(1_499);
  expect(await now(waiting)).toBe('waits');
  expect(await limiter.enter({ bucket: 'w2', channel: 'c2' }, never)).toBe(true);
  clock.advance(1);
  expect(await now(waiting)).toBe(true);
});

test('a channel is counted over all its webhooks', async () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter(clock, { channel: { count: 2, windowMs: 60_000 }, global: undefined });
  for (const webhook of ['w1', 'w2']) {
    await limiter.enter({ bucket: webhook, channel: 'c1' }, never);
    limiter.leave({ bucket: webhook, channel: 'c1' }, headers(5, 4, 2));
  }
  const third = limiter.enter({ bucket: 'w3', channel: 'c1' }, never);
  expect(await now(third)).toBe('waits');
  expect(await limiter.enter({ bucket: 'w4', channel: 'c2' }, never)).toBe(true);
  clock.advance(60_000);
  expect(await now(third)).toBe(true);
});

test('what the receiver never saw does not count', async () => {
  const limiter = new RateLimiter(new FakeClock(), { channel: { count: 1, windowMs: 60_000 }, global: undefined });
  await limiter.enter(keys, never);
  limiter.leave(keys, undefined, false);
  expect(await now(limiter.enter(keys, never))).toBe(true);
});

test('closed as a whole, for a channel or for a webhook, it opens after the time and names the cause', async () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter(clock, none);
  limiter.closeBucket('w1', 1_000, 'limited');
  limiter.closeChannel('c1', 2_000, 'shared');
  limiter.closeAll(3_000, 'blocked');
  const [own, sameChannel, other] = [keys, { bucket: 'w2', channel: 'c1' }, { bucket: 'w3', channel: 'c3' }].map(
    (one) => ({ one, entered: limiter.enter(one, never) }),
  );
  expect(limiter.use(keys)).toMatchObject({ closedForMs: 3_000, cause: 'blocked' });
  clock.advance(2_999);
  for (const waiting of [own, sameChannel, other])
    expect(await now(waiting?.entered ?? Promise.reject())).toBe('waits');
  clock.advance(1);
  for (const waiting of [own, sameChannel, other]) expect(await now(waiting?.entered ?? Promise.reject())).toBe(true);
  expect(limiter.use(keys).cause).toBeUndefined();
});

test('whoever gives up waiting is told so, and takes nobody a place away', async () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter(clock, { channel: { count: 1, windowMs: 1_000 }, global: undefined });
  await limiter.enter(keys, never);
  limiter.leave(keys, undefined);
  const patience = new AbortController();
  const given = limiter.enter({ bucket: 'w2', channel: 'c1' }, patience.signal);
  const kept = limiter.enter({ bucket: 'w3', channel: 'c1' }, never);
  patience.abort();
  expect(await given).toBe(false);
  expect(await limiter.enter(keys, patience.signal)).toBe(false);
  clock.advance(1_000);
  expect(await now(kept)).toBe(true);
  expect(clock.pending).toBe(0);
});

test('what an earlier process sent counts towards webhook and channel', async () => {
  const clock = new FakeClock();
  const limiter = new RateLimiter(clock, { channel: { count: 3, windowMs: 60_000 }, global: undefined });
  for (const agoMs of [50_000, 20_000, 1_000]) limiter.recall(keys, agoMs, { count: 3, windowMs: 5_000 });
  const waiting = limiter.enter(keys, never);
  clock.advance(9_999);
  expect(await now(waiting)).toBe('waits');
  clock.advance(1);
  expect(await now(waiting)).toBe(true);
});

/** A receiver with Discord's limits, which counts at the moment when a request arrives. */
class Receiver {
  readonly broken: string[] = [];
  readonly #limits: Limits;
  readonly #windows = new Map<string, { startsAt: number; count: number }>();
  readonly #arrivals = new Map<string, number[]>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  arrive(at: number, { bucket: webhook, channel = '' }: LimitKeys) {
    const { webhookLimit, channelLimit, globalLimit } = this.#limits;
    this.#slide(at, channel, channelLimit);
    this.#slide(at, 'all', globalLimit);
    const known = this.#windows.get(webhook);
    const isOpen = known !== undefined && at < known.startsAt + webhookLimit.windowMs;
    const window = isOpen ? known : { startsAt: at, count: 0 };
    window.count += 1;
    this.#windows.set(webhook, window);
    if (window.count > webhookLimit.count) this.broken.push(`${webhook}: ${window.count} in a window at ${at}`);
    const remaining = Math.max(0, webhookLimit.count - window.count);
    return headers(webhookLimit.count, remaining, (window.startsAt + webhookLimit.windowMs - at) / 1_000);
  }

  #slide(at: number, key: string, { count, windowMs }: { count: number; windowMs: number }): void {
    const recent = [...(this.#arrivals.get(key) ?? []).filter((before) => before > at - windowMs), at];
    this.#arrivals.set(key, recent);
    if (recent.length > count) this.broken.push(`${key}: ${recent.length} within ${windowMs} ms at ${at}`);
  }
}

interface Limits {
  webhookLimit: { count: number; windowMs: number };
  channelLimit: { count: number; windowMs: number };
  globalLimit: { count: number; windowMs: number };
}

const limit = (count: number, windowMs: number) =>
  fc.record({ count: fc.integer({ min: 1, max: count }), windowMs: fc.integer({ min: 50, max: windowMs }) });

test('no receiver, with fixed or sliding windows and any delay, ever sees more than its limits', async () => {
  const world = fc.record({
    limits: fc.record({ webhookLimit: limit(5, 2_000), channelLimit: limit(8, 5_000), globalLimit: limit(10, 1_000) }),
    /** Channel of each webhook. */
    webhooks: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 5 }),
    /** Milliseconds to the receiver and back. */
    delays: fc.array(fc.tuple(fc.nat({ max: 800 }), fc.nat({ max: 800 })), { minLength: 1, maxLength: 20 }),
    each: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ limits, webhooks, delays, each }) => {
      const clock = new FakeClock();
      const limiter = new RateLimiter(clock, { channel: limits.channelLimit, global: limits.globalLimit });
      const receiver = new Receiver(limits);
      let sent = 0;
      let ended = 0;
      const lane = async (own: LimitKeys) => {
        for (let count = 0; count < each; count += 1) {
          if (!(await limiter.enter(own, never))) return;
          const [there, back] = delays[sent % delays.length] ?? [0, 0];
          sent += 1;
          await new Promise<void>((resolve) => {
            clock.after(there, () => {
              const answer = receiver.arrive(clock.monotonic(), own);
              clock.after(back, () => {
                limiter.leave(own, answer);
                resolve();
              });
            });
          });
        }
        ended += 1;
      };
      const lanes = webhooks.map((channel, index) => lane({ bucket: `w${index}`, channel: `c${channel}` }));
      while (ended < lanes.length) {
        await turn();
        const next = clock.nextTimer();
        if (next !== undefined) clock.advance(next);
        else if (ended < lanes.length) await turn();
      }
      await Promise.all(lanes);
      expect(receiver.broken).toEqual([]);
      expect(sent).toBe(webhooks.length * each);
    }),
    { numRuns: 300 },
  );
});
