import { expect, test } from 'vitest';
import type { Delivery } from '../../../src/model/delivery.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { decide } from '../../../src/pipeline/lanes/decide.ts';

const now = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

const deliveries = (count: number, parts: Partial<Delivery> = {}): Delivery[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `dlv_${index}`,
    eventId: `evt_${index}`,
    store: 'main',
    status: 'pending',
    attempts: 0,
    createdAt: now,
    ...parts,
  }));

const usual = { onUncertain: 'resend' } as const;
const failure = { kind: 'retry', reason: 'Discord is not well (502)' } as const;

const decision = (
  outcome: Outcome,
  of: readonly Delivery[] = deliveries(3),
  destination: Parameters<typeof decide>[2] = usual,
  random = 0.5,
) => decide(outcome, of, destination, now, random);

const stands = (items: readonly { status: string; spent: boolean }[]) =>
  items.map(({ status, spent }) => `${status}${spent ? '' : ', unspent'}`);

test('what is delivered is done, and the lane goes on at once', () => {
  const { items, ...rest } = decision({ kind: 'delivered', messageId: '42' });
  expect(stands(items)).toEqual(['delivered', 'delivered', 'delivered']);
  expect(items.map(({ deliveryId }) => deliveryId)).toEqual(['dlv_0', 'dlv_1', 'dlv_2']);
  expect(new Set(items.map(({ attemptId }) => attemptId)).size).toBe(3);
  expect(rest).toEqual({ waitMs: 0 });
});

test('a limit is waited out as told, and spends no attempt', () => {
  const { items, waitMs } = decision({ kind: 'rate_limited', afterMs: 1_500, scope: 'user', reason: 'limited' });
  expect(stands(items)).toEqual(Array(3).fill('pending, unspent'));
  expect([waitMs, items[0]?.nextAttemptAt]).toEqual([1_500, now + 1_500]);
});

test('a message that is wanted without a part goes again at once without it', () => {
  const { items, ...rest } = decision({ kind: 'amend', omit: 'username', reason: 'name refused' });
  expect(stands(items)).toEqual(Array(3).fill('pending, unspent'));
  expect(rest).toEqual({ waitMs: 0, omit: 'username' });
});

test('a destination that is gone keeps what waits for it', () => {
  const { items } = decision({ kind: 'gone', reason: 'deleted' });
  expect(stands(items)).toEqual(Array(3).fill('pending, unspent'));
});

test('a refused event alone is a dead letter', () => {
  const { items, halveTo } = decision({ kind: 'refused', reason: 'too long' }, deliveries(1));
  expect(stands(items)).toEqual(['failed']);
  expect(halveTo).toBeUndefined();
});

test('of a refused message the named culprits alone are dead letters; the others go again', () => {
  const { items, waitMs, halveTo } = decision({ kind: 'refused', reason: 'too long', culprits: [0, 2] });
  expect(stands(items)).toEqual(['failed', 'pending, unspent', 'failed']);
  expect(items[1]?.reason).toBe('shared a message with one that was refused');
  expect([waitMs, halveTo]).toEqual([0, undefined]);
});

test.each([
  ['no culprit is named', undefined],
  ['none of the culprits is in the message', [7]],
  ['the list of culprits is empty', []],
])('where %s, the search goes on in halves', (_, culprits) => {
  const { items, halveTo } = decision({ kind: 'refused', reason: 'no', culprits }, deliveries(5));
  expect(stands(items)).toEqual(Array(5).fill('pending, unspent'));
  expect(halveTo).toBe(3);
});

test.each([
  [0, 500],
  [1, 1_000],
  [2, 2_000],
  [9, 256_000],
  [10, 450_000],
  [60, 450_000],
])('after %i attempts it waits %i ms at half jitter, never more than a quarter of an hour', (attempts, waitMs) => {
  const answer = decision(failure, deliveries(2, { attempts, firstAttemptAt: now }));
  expect(answer.waitMs).toBe(waitMs);
  expect(answer.items.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([now + waitMs, now + waitMs]);
  expect(stands(answer.items)).toEqual(['pending', 'pending']);
});

test('the smallest draw still waits a quarter of a second', () => {
  expect(decision(failure, deliveries(1), usual, 0).waitMs).toBe(250);
});

test.each([
  ['after 24 hours and enough attempts', { attempts: 30, firstAttemptAt: now - 24 * hour }, 'failed'],
  ['not a moment before', { attempts: 30, firstAttemptAt: now - 24 * hour + 1 }, 'pending'],
  [
    'not after few attempts, however long ago the first was',
    { attempts: 18, firstAttemptAt: now - 90 * 24 * hour },
    'pending',
  ],
  ['with the twentieth attempt', { attempts: 19, firstAttemptAt: now - 24 * hour }, 'failed'],
  ['not where no attempt was made before', { attempts: 30 }, 'pending'],
  ['not where the clock went back', { attempts: 30, firstAttemptAt: now + hour }, 'pending'],
])('gives up %s', (_, parts, status) => {
  const { items, waitMs } = decision(failure, deliveries(1, parts));
  expect(items[0]?.status).toBe(status);
  if (status === 'failed') {
    expect(items[0]?.reason).toBe(`given up after ${parts.attempts + 1} attempts: Discord is not well (502)`);
    expect(waitMs).toBe(0);
  }
});

test('deliveries of one message are given up on each for itself', () => {
  const [old, young] = [
    { attempts: 30, firstAttemptAt: now - 25 * hour },
    { attempts: 2, firstAttemptAt: now },
  ];
  const answer = decision(failure, [...deliveries(1, old), ...deliveries(1, young)]);
  expect(stands(answer.items)).toEqual(['failed', 'pending']);
});

test('a schedule of one is kept, stretched a little, and its end is the end', () => {
  const destination = { ...usual, schedule: [0, 1_000, 5_000] };
  const after = (attempts: number) => decision(failure, deliveries(1, { attempts }), destination);
  expect([0, 1, 2].map((attempts) => after(attempts).waitMs)).toEqual([0, 1_050, 5_250]);
  expect(after(2).items[0]).toMatchObject({ status: 'pending', nextAttemptAt: now + 5_250 });
  expect(after(3).items[0]).toMatchObject({ status: 'failed', reason: expect.stringContaining('after 4 attempts') });
  expect(decision(failure, deliveries(1), { ...usual, schedule: [] }).items[0]?.status).toBe('failed');
});

test('what may have arrived is sent again, or held for a person where the operator wants that', () => {
  const outcome = { kind: 'uncertain', reason: 'no answer within 10 s' } as const;
  expect(stands(decision(outcome).items)).toEqual(Array(3).fill('pending'));
  const held = decision(outcome, deliveries(3), { onUncertain: 'hold' });
  expect(stands(held.items)).toEqual(Array(3).fill('held'));
  expect(held.items[0]?.reason).toMatch(/^it may have arrived: no answer within 10 s\..*replay/);
});
