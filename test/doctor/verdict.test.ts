import { describe, expect, test } from 'vitest';
import type { JudgedDestination } from '../../src/doctor/judge-destination.ts';
import { type JudgedStore, judgeStore } from '../../src/doctor/verdict.ts';

const now = Date.UTC(2026, 10, 28, 12);
const minutes = (count: number) => count * 60_000;

function destination(
  change: Partial<JudgedDestination> & { of?: Partial<JudgedDestination['destination']> } = {},
): JudgedDestination {
  const { of = {}, ...rest } = change;
  return {
    destination: { kind: 'discord-webhook', label: 'discord.com/…/…abcd', state: 'active', facts: {}, ...of },
    routes: ['errors'],
    counts: { pending: 0, failed: 0, held: 0 },
    limit: { closedForMs: 0 },
    ...rest,
  };
}

const judge = (change: Partial<JudgedStore> = {}) =>
  judgeStore({
    destinations: [destination()],
    sources: [],
    unrouted: { count: 0 },
    lostCopies: [],
    installation: { bot: undefined, changedFiles: [], storageProblem: undefined },
    now,
    ...change,
  });

const judgeOne = (change: Parameters<typeof destination>[0]) => judge({ destinations: [destination(change)] });

/** A delivery that waits, tried so often, the first time so long ago. */
const waits = (attempts: number, agoMs: number, of: object = {}) => ({
  pending: 2,
  failed: 0,
  held: 0,
  oldestWaiting: {
    at: now - agoMs,
    attempts,
    firstAttemptAt: attempts === 0 ? undefined : now - agoMs,
    outcome: attempts === 0 ? undefined : ('retry' as const),
    reason: attempts === 0 ? undefined : 'Discord is not well (503)',
    ...of,
  },
});

describe('all is well', () => {
  test.each([undefined, 'online', 'connecting'] as const)('where everything is at work and the bot is %s', (bot) => {
    const verdict = judge({ installation: { bot, changedFiles: [], storageProblem: undefined } });
    expect(verdict).toMatchObject({ state: 'ok', needs: [], destinations: [{ health: 'ok' }] });
  });

  test.each([
    ['one failed attempt a moment ago', { counts: waits(1, 9_000) }],
    ['a limit that is closed for a moment', { limit: { closedForMs: 800 } }],
    ['a long wait that Discord asked for', { counts: waits(0, minutes(60), { outcome: 'rate_limited' }) }],
    ['a backlog behind a closed limit', { counts: waits(0, minutes(60)), limit: { closedForMs: 4_000 } }],
    ['a backlog that moves', { counts: { ...waits(0, minutes(60)), lastSuccessAt: now - minutes(1) } }],
    ['one of many that fails for less than 5 minutes', { counts: { ...waits(4, minutes(4)), lastSuccessAt: now } }],
  ] as const)('with %s', (_name, change) => {
    expect(judgeOne(change)).toMatchObject({ state: 'ok', needs: [] });
  });
});

describe('something needs attention', () => {
  test.each([
    [
      'the second failed attempt in a row',
      { counts: waits(2, 1_500) },
      'nothing arrives: Discord is not well (503), 2 waiting',
    ],
    [
      'one that has failed for 10 s',
      { counts: waits(1, 10_000) },
      'nothing arrives: Discord is not well (503), 2 waiting',
    ],
    [
      'one of many that does not arrive within 5 minutes',
      { counts: { ...waits(7, minutes(5)), lastSuccessAt: now } },
      'a delivery does not arrive: Discord is not well (503), 2 waiting',
    ],
    [
      'something that waits for no reason',
      { counts: { ...waits(0, minutes(5)), lastSuccessAt: now - minutes(6) } },
      'nothing is sent, although something waits, 2 waiting',
    ],
    ['a pause by a person', { of: { state: 'paused', stateReason: 'paused by mira' } }, 'paused by mira'],
    [
      'a pause that came by itself',
      { of: { state: 'paused', stateReason: 'everything has failed for 5 days', failingSince: 1 } },
      'paused, since everything has failed for 5 days',
    ],
    [
      'a problem that its check found',
      { of: { facts: { problem: 'the bot lacks a permission' } } },
      'the bot lacks a permission',
    ],
    [
      'dead letters',
      { counts: { pending: 0, failed: 2, held: 0, lastDeadLetter: 'a 400.' } },
      '2 deliveries have failed, the last because "a 400"',
    ],
    [
      'a dead letter',
      { counts: { pending: 0, failed: 1, held: 0 } },
      '1 delivery has failed, the last because of an unknown reason',
    ],
    ['a block of Cloudflare', { limit: { closedForMs: 1_500, cause: 'Cloudflare' } }, 'closed for 2 s: Cloudflare'],
  ] as const)('with %s', (_name, change, reason) => {
    const { state, needs, destinations } = judgeOne(change);
    expect({ state, health: destinations[0]?.health }).toEqual({ state: 'attention', health: 'attention' });
    expect(needs).toEqual([
      expect.objectContaining({
        severity: 'attention',
        about: 'destination',
        what: 'errors (discord.com/…/…abcd)',
        reason,
      }),
    ]);
    expect(needs[0]?.cure).toMatch(/\.$/);
  });

  test('of a failure it tells since when, the older of what the delivery and the destination say', () => {
    expect(judgeOne({ counts: waits(5, minutes(3)) }).needs[0]?.since).toBe(now - minutes(3));
    const failing = { of: { failingSince: now - minutes(90) }, counts: waits(5, minutes(3)) };
    expect(judgeOne(failing).needs[0]?.since).toBe(now - minutes(90));
  });

  test('a pause says how it ends', () => {
    const paused = { state: 'paused', stateReason: 'paused by mira' } as const;
    expect(judgeOne({ of: paused }).needs[0]?.cure).toBe('Go on with it: /resume in Discord.');
    expect(judgeOne({ of: { ...paused, name: 'shop', pausedUntil: now } }).needs[0]?.cure).toBe(
      'It goes on by itself at 2026-11-28 12:00 UTC; sooner with npm run crier -- endpoint resume "shop".',
    );
  });

  test.each([
    ['deliveries without a route', { unrouted: { count: 7, oldestAt: 5 } }, '7 deliveries wait for a route'],
    [
      'no destination but the preview',
      { destinations: [destination({ of: { kind: 'preview' } })] },
      'it is not connected yet: events go to the preview alone',
    ],
    ['no destination at all', { destinations: [] }, 'it is not connected yet: events go to the preview alone'],
    [
      'a bot that is off',
      { installation: { bot: 'off', changedFiles: [], storageProblem: undefined } },
      'it is off, since Discord refuses DISCORD_BOT_TOKEN',
    ],
    [
      'changed files',
      { installation: { bot: undefined, changedFiles: ['.env', 'config/crier.yaml'], storageProblem: undefined } },
      '.env and config/crier.yaml changed after Crier was started, and the change does not count yet',
    ],
  ] as const)('with %s', (_name, change, reason) => {
    const { state, needs } = judge(change);
    expect(state).toBe('attention');
    expect(needs).toEqual([
      expect.objectContaining({ about: 'installation', reason, cure: expect.stringMatching(/\.$/) }),
    ]);
  });

  test('with a source that has refused requests within a day', () => {
    const refusing = {
      count: 3,
      since: now - minutes(90),
      lastAt: now - minutes(5),
      detail: 'The secret is another one.',
    };
    const source = { source: 'tebex', title: 'Tebex', refusing, isLost: false };
    expect(judge({ sources: [source] })).toMatchObject({
      state: 'attention',
      needs: [
        {
          about: 'source',
          what: 'source Tebex',
          reason: '3 requests were refused, and what they tell is missing',
          since: now - minutes(90),
          cure: 'The secret is another one. Then: npm run crier -- source retry tebex.',
        },
      ],
    });
    expect(judge({ sources: [{ ...source, refusing: { ...refusing, lastAt: now - minutes(24 * 60) } }] }).state).toBe(
      'ok',
    );
    expect(judge({ sources: [{ source: 'tebex', title: 'Tebex', isLost: false }] }).state).toBe('ok');
  });
});

describe('something is broken', () => {
  test.each([
    [
      'a destination that takes nothing any more',
      {
        of: { state: 'broken', stateReason: 'it is gone. Make a new one' },
        counts: { pending: 3, failed: 0, held: 0 },
      },
      'it is gone, 3 waiting',
      'Make a new one. Mend it in Discord, then /resume; or set another: npm run crier -- routes set errors -.',
    ],
    [
      'one that the operator has set in a file',
      { of: { state: 'broken' }, routesSetIn: '.env:3' },
      'it takes no messages any more',
      'Put a working one there and restart: .env:3.',
    ],
    [
      'an endpoint',
      { of: { state: 'broken', stateReason: 'it answered 410', name: 'shop' }, routes: [] },
      'it answered 410',
      'Mend its receiver, or what is set of it ("endpoint change"), then: npm run crier -- endpoint resume "shop".',
    ],
    [
      'an obstacle before all destinations of a kind',
      { limit: { closedForMs: 0, cause: 'no token' }, obstacle: 'there is no bot. Set DISCORD_BOT_TOKEN' },
      'nothing can be sent, since there is no bot',
      'Set DISCORD_BOT_TOKEN.',
    ],
  ] as const)('with %s', (_name, change, reason, cure) => {
    const { state, needs, destinations } = judgeOne(change);
    expect({ state, health: destinations[0]?.health }).toEqual({ state: 'broken', health: 'broken' });
    expect(needs).toEqual([expect.objectContaining({ severity: 'broken', reason, cure })]);
  });

  test('with a database that cannot be written; what is broken comes first', () => {
    const { state, needs } = judge({
      destinations: [
        destination({ counts: { pending: 0, failed: 1, held: 0 } }),
        destination({ of: { state: 'broken' } }),
      ],
      installation: { bot: 'off', changedFiles: [], storageProblem: { since: 5, reason: 'the disk is full.' } },
    });
    expect(state).toBe('broken');
    expect(needs.map(({ severity }) => severity)).toEqual(['broken', 'broken', 'attention', 'attention']);
    expect(needs[0]).toMatchObject({
      what: 'the database',
      reason: 'it cannot be written: the disk is full',
      since: 5,
    });
  });
});

test('what a need names: the endpoint, else the routes, else the kind; and what Discord calls it', () => {
  const named = (one: Parameters<typeof destination>[0]) =>
    judgeOne({ counts: { pending: 0, failed: 1, held: 0 }, ...one }).needs[0]?.what;
  expect(named({ of: { name: 'shop' }, routes: [] })).toBe('endpoint shop (discord.com/…/…abcd)');
  expect(named({ routes: ['default', 'errors'] })).toBe('default, errors (discord.com/…/…abcd)');
  expect(named({ routes: [], of: { facts: { name: '#sales' } } })).toBe('discord-webhook (#sales)');
});

test('a copy to a route that there is not is told', () => {
  expect(judge({ lostCopies: [{ route: 'errors', to: 'staff.*' }] })).toMatchObject({
    state: 'attention',
    needs: [{ what: 'route errors', reason: 'its copies lead to the route "staff.*", which there is not' }],
  });
});

test('a destination that was deleted needs nobody', () => {
  const verdict = judgeOne({ of: { state: 'deleted' }, counts: { pending: 0, failed: 1, held: 0 } });
  expect(verdict).toMatchObject({ state: 'ok', destinations: [{ health: 'deleted' }] });
});
